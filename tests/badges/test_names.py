"""Names as they are read at three metres."""

import pytest

from badges.names import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Siti Nurhayati Rahmawati, S.Pd., M.Pd.", "Siti Nurhayati"),
        ("Dra. Hj. Maria Magdalena Christianingsih, M.M.", "Maria Magdalena"),
        ("Prof.Dr.Ahmad", "Ahmad"),
        ("Prof. Dr. H. Ahmad Yani", "Ahmad Yani"),
        ("K.H. Ahmad Dahlan", "Ahmad Dahlan"),
        ("Drs Budi Santoso", "Budi Santoso"),
        ("Messias, S.Pd., MS", "Messias"),
        ("  Ni'mah   Nur ", "Ni'mah Nur"),
        ("M. Yusuf Ibrahim", "M. Yusuf"),
        ("Drajat Wibowo", "Drajat Wibowo"),
        ("Hartono", "Hartono"),
        ("Ira Irawati", "Ira Irawati"),
        ("Ustaz Ahmad Fauzi", "Ahmad Fauzi"),
        ("H Ahmad Yani", "Ahmad Yani"),
        ("Hj Siti Aminah", "Siti Aminah"),
        ("Siti S.Pd.", "Siti"),
        ("Siti A.", "Siti A."),
        ("Harun K.", "Harun K."),
        ("Dr.", "Dr."),
        ("", ""),
    ],
)
def test_a_short_name_has_no_titles_and_two_words(name: str, short: str) -> None:
    assert short_name(name) == short
