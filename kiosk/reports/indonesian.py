"""What the reports say, in Indonesian: by the English text that stands in the code."""

from collections.abc import Mapping

INDONESIAN: Mapping[str, str] = {
    "Attendance list": "Daftar Hadir",
    "ATTENDANCE LIST OF PARTICIPANTS": "DAFTAR HADIR PESERTA",
    "Name": "Nama",
    "Work unit": "Unit kerja",
    "Role": "Peran",
    "No.": "No.",
    "NIP / NUPTK": "NIP / NUPTK",
    "Signature": "Tanda tangan",
    "recorded electronically": "terekam elektronik",
    "On the list": "Jumlah peserta",
    "Nobody is on this list.": "Belum ada peserta dalam daftar ini.",
    "Day, date": "Hari, tanggal",
    "Time": "Waktu",
    "Place": "Tempat",
    "Page {page} of {pages}": "Halaman {page} dari {pages}",
    "Contains personal data.": "Memuat data pribadi.",
    "Times as recorded electronically by Hadir.": (
        "Waktu sebagaimana terekam elektronik oleh Hadir."
    ),
    "Session": "Sesi",
    "REHEARSAL": "GLADI BERSIH",
    "Expected": "Terdaftar",
    "Present": "Hadir",
    "Absent": "Tidak hadir",
    "Off the list": "Di luar daftar",
    "Turnout": "Kehadiran",
    "Present: everybody who came, also those off the list (*).": (
        "Hadir: semua yang datang, juga yang di luar daftar (*)."
    ),
    "Turnout: of those expected. Grey: not expected in this session.": (
        "Kehadiran: dari yang terdaftar. Abu-abu: tidak terdaftar pada sesi ini."
    ),
    "Attendance": "Kehadiran",
    "Participants": "Peserta",
    "door": "pintu",
    "means": "cara",
    "Door": "Pintu",
    "Means": "Cara",
    "By": "Oleh",
    "Phone": "Telepon",
    "Absentees": "Tidak hadir",
    "Walk-ins": "Peserta tambahan",
    "Status": "Status",
    "Scans": "Pemindaian",
    "Scanned at": "Dipindai",
    "Received, where late": "Diterima, bila terlambat",
    "Code of the reason": "Kode alasan",
    "Reason": "Alasan",
    "End of the code": "Akhir kode",
    "Station": "Stasiun",
    "Summary": "Ringkasan",
    "Arrivals": "Kedatangan",
    "From ({minutes} minutes each)": "Mulai (tiap {minutes} menit)",
    "Time zone": "Zona waktu",
    "On the roster": "Dalam daftar peserta",
    "Camera": "Kamera",
    "Hand scanner": "Pemindai genggam",
    "By hand": "Manual",
    "From paper": "Dari kertas",
    "Admitted": "Diterima",
    "Already checked in": "Sudah tercatat",
    "Not one of our codes": "Bukan kode kami",
    "Badge was replaced": "Kartu sudah diganti",
    "Taken off the roster": "Dikeluarkan dari daftar",
    "Blocked: see staff": "Diblokir: hubungi panitia",
    "Belongs to another session": "Terdaftar di sesi lain",
    "No session was open": "Tidak ada sesi yang dibuka",
    "No answer could be given": "Tidak dapat dijawab",
    "Active": "Aktif",
    "Blocked": "Diblokir",
    "Canceled": "Dibatalkan",
    "Attended no session": "Tidak hadir di sesi mana pun",
    "Attended too little": "Kehadiran kurang",
    "Present, off the list": "Hadir, di luar daftar",
    "Not expected": "Tidak terdaftar",
    "Turnout report": "Laporan Kehadiran",
    "TURNOUT REPORT": "LAPORAN KEHADIRAN",
    "By session and role": "Menurut sesi dan peran",
    "Organizations with absentees": "Unit kerja dengan peserta tidak hadir",
    "Everybody who was expected came.": "Semua yang terdaftar telah hadir.",
    "Remarks": "Catatan",
    "… and more: all are in the workbook.": "… dan lainnya: selengkapnya di berkas Excel.",
    "{absent} of {expected}": "{absent} dari {expected}",
    "(no organization)": "(tanpa unit kerja)",
    "(no role)": "(tanpa peran)",
    "… and {people} people of {organizations} other organizations: see the workbook.": (
        "… dan {people} orang dari {organizations} unit kerja lain: lihat berkas Excel."
    ),
    "{came} of {expected} expected came, {absent} absent": (
        "{came} dari {expected} terdaftar hadir, {absent} tidak hadir"
    ),
    "{present} in the hall, {unexpected} of them off the list": (
        "{present} orang di ruangan, {unexpected} di luar daftar"
    ),
    "{count} other roles": "{count} peran lain",
    "Nobody is expected.": "Belum ada peserta yang terdaftar.",
    "{expected} people were expected: {came} ({share}) came, {never} did not.": (
        "Dari {expected} orang yang terdaftar, {came} orang ({share}) hadir dan {never} orang "
        "tidak hadir."
    ),
    "{expected} people were expected: {came} ({share}) came to at least one session, "
    "{always} to all of theirs, {never} to none.": (
        "Dari {expected} orang yang terdaftar, {came} orang ({share}) hadir sekurang-kurangnya "
        "pada satu sesi, {always} orang pada semua sesinya, dan {never} orang tidak hadir sama "
        "sekali."
    ),
    "{count} more came off the list.": "Di luar daftar hadir pula {count} orang.",
    "All": "Semua",
    "Nobody came.": "Tidak ada yang datang.",
    "people in {minutes} minutes": "orang per {minutes} menit",
    "start": "mulai",
    "{session}: {count} came after the start at {time}.": (
        "{session}: {count} orang datang setelah sesi dimulai pukul {time}."
    ),
    "{count} came to {first} and not to {second}.": (
        "{count} orang hadir pada {first} tetapi tidak pada {second}."
    ),
    "Taken off the roster and not expected: {count}.": (
        "Dikeluarkan dari daftar dan tidak dihitung: {count} orang."
    ),
    "Scans refused: {count} ({reasons}).": "Pemindaian ditolak: {count} ({reasons}).",
    "… and {count} more": "… dan {count} lainnya",
    "Certificates": "Sertifikat",
    "Entitled": "Berhak sertifikat",
    "Not entitled": "Tidak berhak",
    "Certificate number": "Nomor sertifikat",
    "Code": "Kode",
    "Event": "Kegiatan",
    "Date": "Tanggal",
    "Full Name of a Participant, S.Pd.": "Nama Lengkap Peserta, S.Pd.",
    "Number: {number}": "Nomor: {number}",
    "The organiser can verify this certificate by this code.": (
        "Keaslian dapat diperiksa pada penyelenggara dengan kode ini."
    ),
}
