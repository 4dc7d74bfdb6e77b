"""The fields of a roster, and the words by which its columns are known in both languages."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a list may hold."""

    NAME = "name"
    NIP = "nip"
    NUPTK = "nuptk"
    NIP_OR_NUPTK = "nip_or_nuptk"
    GROUP = "group"
    ORGANIZATION = "organization"
    DISTRICT = "district"
    PHONE = "phone"
    EMAIL = "email"
    SESSIONS = "sessions"
    TICK = "tick"
    TIMESTAMP = "timestamp"

    @property
    def label(self) -> str:
        """The field as it is called in a sentence; a key of the translations."""
        return _LABELS[self]


_LABELS = {
    Field.NAME: "name",
    Field.NIP: "NIP",
    Field.NUPTK: "NUPTK",
    Field.NIP_OR_NUPTK: "NIP or NUPTK",
    Field.GROUP: "group",
    Field.ORGANIZATION: "organization",
    Field.DISTRICT: "district",
    Field.PHONE: "phone",
    Field.EMAIL: "email",
    Field.SESSIONS: "sessions",
    Field.TICK: "comes to this session, ticked",
    Field.TIMESTAMP: "time of the answer",
}

DETAILS = (
    Field.NAME,
    Field.NIP,
    Field.NUPTK,
    Field.GROUP,
    Field.ORGANIZATION,
    Field.DISTRICT,
    Field.PHONE,
    Field.EMAIL,
)
"""The fields that a participant has."""

LENGTHS = {
    Field.NAME: 300,
    Field.NIP: 40,
    Field.NUPTK: 40,
    Field.GROUP: 200,
    Field.ORGANIZATION: 300,
    Field.DISTRICT: 200,
    Field.PHONE: 60,
    Field.EMAIL: 200,
}
"""How many characters may be stored of each field."""

PHRASES: dict[Field, tuple[str, ...]] = {
    Field.NIP: ("nip", "nomor induk pegawai", "nip baru", "nip lama", "employee number"),
    Field.NUPTK: ("nuptk",),
    Field.GROUP: (
        *("kelompok", "group", "grup", "peran", "peran peserta", "kategori", "category", "role"),
        *("kelas", "rombel", "unsur", "tim", "team", "jenis peserta", "angkatan", "gelombang"),
    ),
    Field.ORGANIZATION: (
        *("unit kerja", "organization", "organisation", "instansi", "asal instansi", "unor"),
        *("asal sekolah", "nama sekolah", "sekolah", "satuan pendidikan", "nama satuan pendidikan"),
        *("lembaga", "nama lembaga", "asal lembaga", "nama instansi", "tempat tugas", "satker"),
        *("satuan kerja", "unit organisasi", "organisasi", "tempat kerja", "school", "institution"),
        *("asal sekolah instansi", "workplace", "company", "perusahaan", "sekolah asal", "unit"),
        *("sekolah tempat tugas", "sekolah tempat mengajar", "tempat mengajar"),
    ),
    Field.DISTRICT: (
        *("kecamatan", "district", "kec", "nama kecamatan", "wilayah", "kecamatan sekolah"),
        *("asal kecamatan", "subdistrict", "distrik"),
    ),
    Field.PHONE: (
        *("telepon", "phone", "no hp", "nomor hp", "hp", "no telepon", "nomor telepon", "telp"),
        *("no telp", "no wa", "nomor wa", "whatsapp", "nomor whatsapp", "no whatsapp", "wa"),
        *("handphone", "no handphone", "nomor handphone", "phone number", "mobile", "ponsel"),
        *("nomor ponsel", "no hp wa", "nomor hp wa", "kontak", "nomor telepon wa", "tlp", "no tlp"),
    ),
    Field.EMAIL: ("email", "e mail", "surel", "alamat email", "email address", "alamat e mail"),
    Field.SESSIONS: (
        "sesi",
        "sessions",
        "session",
        "sesi yang diikuti",
        "pilihan sesi",
        "waktu sesi",
    ),
    Field.TIMESTAMP: ("timestamp", "stempel waktu", "cap waktu", "waktu pengisian"),
}
"""Phrases in normalised headers; the longest that occurs decides, then the one that comes first."""

PASSED_OVER = (
    *("no", "nomor", "no urut", "nomor urut", "npsn", "nik", "nomor induk kependudukan", "alamat"),
    *("alamat rumah", "alamat sekolah", "tempat lahir", "tanggal lahir", "tempat tanggal lahir"),
    *("nama kepala sekolah", "kepala sekolah", "nip kepala sekolah", "no hp kepala sekolah"),
    *("nama atasan", "atasan", "pangkat", "golongan", "pangkat golongan", "jabatan", "gol"),
    *("tanda tangan", "jenis kelamin", "agama", "nama ibu", "nama kegiatan", "status kepegawaian"),
    *("kabupaten", "provinsi", "status sekolah", "kelas yang diampu", "email kepala sekolah"),
    *("jenjang sekolah", "akreditasi sekolah", "npsn sekolah", "kode sekolah", "id sekolah"),
)
"""Phrases of columns that belong to no field, though a word of theirs may."""

ALLOWED_IN_NAME = frozenset(
    (
        *("nama", "name", "lengkap", "peserta", "guru", "pegawai", "pendidik", "full", "the"),
        *("participant", "dengan", "dan", "beserta", "gelar", "tanpa", "anda", "masukkan", "nya"),
        *("tuliskan", "isikan", "isi", "silakan", "mohon", "calon", "sesuai", "ktp", "sk", "your"),
        *("and", "with", "title", "s", "of", "ptk", "gtk", "bapak", "ibu", "pengajar", "jelas"),
        *("penggerak", "praktik"),
    )
)
"""A header that says `nama` or `name` is the name of the person if it says nothing else."""
