@echo off
where py >nul 2>nul
if %errorlevel%==0 (py -3 "%~dp0install.py" %*) else (
  where python >nul 2>nul
  if errorlevel 1 (
    echo Python is missing. Bring its installer from python.org on this stick: Python 3.13, 64 bit.
    echo Python belum ada. Bawa pemasangnya dari python.org di flashdisk ini: Python 3.13, 64 bit.
  ) else python "%~dp0install.py" %*
)
pause
