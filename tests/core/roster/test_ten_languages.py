"""Headings as forms and offices write them, in ten languages and more, numbered and starred."""

from collections.abc import Callable

import pytest

from kiosk.core.roster.spreadsheet import Spreadsheet, Worksheet
from tests.core.roster.lists import understood

LANGUAGES = {
    "id": "Nama Lengkap untuk Sertifikat|Asal Instansi/Sekolah|No. HP/WA|Alamat Email",
    "en": "Attendee name|School Name|Contact number|E-mail address",
    "de": "Vor- und Nachname|Einrichtung|Handynummer|E-Mail-Adresse",
    "fr": "Nom et prénom|Établissement|Numéro de téléphone|Adresse e-mail",
    "es": "Nombre y apellidos|Centro educativo|Número de teléfono|Correo electrónico",
    "pt": "Nome completo|Instituição|Telemóvel|Endereço de e-mail",
    "it": "Nome e cognome|Scuola|Cellulare|Indirizzo email",
    "nl": "Volledige naam|Organisatie|Mobiel|E-mailadres",
    "pl": "Imię i nazwisko|Szkoła|Numer telefonu|Adres e-mail",
    "tr": "Ad Soyad|Okul|Cep telefonu|E-posta",
    "ru": "Имя и фамилия|Место работы|Номер телефона|Электронная почта",
    "zh": "姓名|工作单位|手机号|邮箱",
    "ja": "お名前|勤務先|電話番号|メールアドレス",
}
MEANINGS = ("name", "organization", "phone", "email")
INDONESIAN = LANGUAGES["id"].split("|")
Way = Callable[[str], str]
WAYS: dict[str, Way] = {
    "as it is": str,
    "capitals": str.upper,
    "starred": "{} *".format,
    "numbered": "3. {}".format,
    "lettered": "b) {}".format,
    "of a question": "Q3. {}:".format,
    "underscores": lambda text: text.replace(" ", "_"),
    "with advice": "{}\n(isi sesuai KTP)".format,
    "required": "{} (wajib diisi)".format,
}
BESIDE = (
    "Apakah Anda bersedia menginap?",
    "Kontak Darurat",
    "Nama Orang Tua",
    "Jabatan",
    "Joined on",
)
PEOPLE = (
    "Rina Wulandari",
    "Bagus Prakoso, S.Pd.",
    "Siti Contoh",
    "Dewi K.",
    "Made Suta",
    "Andi B.",
)


def _list(headings: list[str]) -> Spreadsheet:
    rows = [
        (
            *("Ya", f"0813{number:08d}", PEOPLE[-number], "Guru", "2026-01-01"),
            *(name, f"SDN {number % 3} Contoh", f"0812{number:08d}", f"p{number}@contoh.id"),
        )
        for number, name in enumerate(PEOPLE, start=1)
    ]
    return Spreadsheet("a.csv", (Worksheet("a", ((*BESIDE, *headings), *rows)),))


def _read(headings: list[str]) -> dict[str, str]:
    found = understood(_list(headings)).mapping.fields
    return {each.value: (*BESIDE, *headings)[column] for column, each in found.items()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_four_columns_are_told_from_five_that_mislead(language: str, way: str) -> None:
    headings = [WAYS[way](each) for each in LANGUAGES[language].split("|")]

    assert _read(headings) == dict(zip(MEANINGS, headings, strict=True))


@pytest.mark.parametrize("sign", [" / ", " | ", "\n", "/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_languages_in_one_heading_are_read_through(language: str, sign: str) -> None:
    own = LANGUAGES[language].split("|")
    headings = [f"{one}{sign}{other}" for one, other in zip(own, INDONESIAN, strict=True)]

    assert _read(headings) == dict(zip(MEANINGS, headings, strict=True))
