"""Whether somebody of a list comes: what forms, ticket shops and offices write about it."""

from enum import StrEnum

from kiosk.core.roster.headings import words_of
from kiosk.core.roster.vocabulary import phrases_in


class Standing(StrEnum):
    """What a list says about somebody's coming."""

    COMES = "comes"
    WAITS = "waits"
    OUT = "out"


_SAID = {
    Standing.COMES: """approved|attending|accepted|confirmed|going|registered|yes|ya|hadir|
    bersedia|bersedia hadir|akan hadir|datang|ikut|terdaftar|diterima|disetujui|lunas|paid|
    complete|completed|active|aktif|checked in|valid|ok|success|berhasil|settled|settlement|
    payment success|y|actif|active|activo|activa|ativo|ativa|attivo|attiva|aktiv|aktywny|aktywna|
    etkin|eligible|bekreftet|pameldt|bekraeftet|tilmeldt|deltar|deltager|betalt|
    anmald|bekraftad|betald|ilmoittautunut|vahvistettu|maksettu|osallistuu|
    potvrzeno|potvrzena|potvrzen|prihlasen|prihlasena|zaplaceno|potvrdene|
    visszaigazolt|fizetve|confirmat|platit|inscris|da duyet|da xac nhan|da thanh toan|disahkan|
    deelnemend|valide|validee|confirmee|inscrite|aprovado|aprovada|aceito|aceita|inscrita|
    presente|approvato|pagato|iscritta|zaakceptowany|zaakceptowana|potwierdzona|obecny|obecna|
    onaylandi|onayli|katilacak|odendi|publish|aanwezig|deelnemer|goedgekeurd|angemeldet|dabei|
    zusage|teilnehmend|terkonfirmasi|dikonfirmasi|konfirmasi|sudah konfirmasi|setuju|
    lulus seleksi|lolos|lolos seleksi|bestatigt|angemeldet|zugesagt|nimmt teil|bezahlt|ja|
    confirme|accepte|inscrit|paye|oui|present|confirmado|aceptado|inscrito|pagado|si|asistira|
    sim|confirmada|pago|confermato|iscritto|bevestigd|aangemeld|betaald|potwierdzony|
    potwierdzone|oplacone|tak|onaylandi|katiliyor|evet|подтвержден|подтверждено|оплачено|
    оплачен|да|придет|已确认|已报名|参加|出席|参加する|出席する|확정|참석|مؤكد|نعم|joined|
    attended|true|1|checked out|not checked in|fully paid|bisa hadir|saya akan hadir|
    saya bersedia hadir|ya saya akan hadir|ya hadir|ya saya bersedia|ya bersedia|
    yes i will attend|i will attend|will attend|insya allah hadir|insyaallah hadir|tersedia|
    no check in|approve|admitted|invited speaker|granted|issued|hadir offline|hadir luring|
    hadir online|hadir daring|sudah bayar|ya saya hadir|pasti hadir|verified|terverifikasi""",
    Standing.WAITS: """waitlist|waitlisted|waiting|waiting list|on waitlist|on waiting list|
    pending|pending approval|pending payment|awaiting payment|awaiting approval|invited|maybe|
    tentative|interested|menunggu|menunggu konfirmasi|menunggu pembayaran|daftar tunggu|
    belum konfirmasi|belum dikonfirmasi|belum bayar|belum lunas|mungkin|ragu|ragu ragu|
    belum pasti|tentatif|cadangan|unpaid|unconfirmed|not confirmed|draft|incomplete|
    in progress|undecided|not sure|no response|no reply|unknown|partially paid|overpaid|belum|
    belum tahu|belum bisa memastikan|aguardando|aguardando pagamento|em analise|processing|bezig|
    beklemede|odeme bekleniyor|
    oczekuje na platnosc|nieoplacone|nieoplacona|niezaplacone|in sospeso|non pagato|
    pendiente de pago|
    venteliste|ventelista|vantelista|reserv|jonossa|varasija|odottaa|nahradnik|cekajici|
    ceka|varolista|fuggoben|in asteptare|cho duyet|cho xac nhan|cho thanh toan|ubetalt|
    warteliste|wartet|ausstehend|offen|unbezahlt|vielleicht|
    en attente|liste d attente|non paye|peut etre|en espera|lista de espera|pendiente|quizas|
    em espera|pendente|talvez|in attesa|lista d attesa|wachtlijst|in afwachting|misschien|
    lista rezerwowa|oczekuje|oczekujacy|bekliyor|yedek|beklemede|belki|ожидает|ожидание|
    в ожидании|лист ожидания|возможно|候补|等待|待定|待审核|キャンセル待ち|保留|未定|대기|
    미정|قيد الانتظار|awaiting|awaiting confirmation|needs approval|diproses|dalam proses|
    proses|reserved|on hold|hold|requested|applied|submitted|pending review|under review|
    tentatively accepted|no answer|belum menjawab|tidak pasti|masih ragu""",
    Standing.OUT: """declined|rejected|not attending|not going|canceled|cancelled|cancel|
    refunded|deleted|expired|no show|withdrawn|denied|removed|revoked|void|voided|blocked|no|
    tidak|tidak hadir|tidak bersedia|tidak bersedia hadir|tidak akan hadir|tidak datang|
    tidak ikut|tidak bisa hadir|tidak dapat hadir|batal|dibatalkan|batal hadir|batal ikut|
    ditolak|menolak|mengundurkan diri|mundur|undur diri|berhalangan|berhalangan hadir|
    berhalangan tetap|absen|izin|sakit|alpa|alpha|tanpa keterangan|gugur|tidak lolos|
    tidak lulus|tidak disetujui|kedaluwarsa|tidak jadi|cuti|refund|chargeback|payment failed|
    failed|gagal|inactive|nonaktif|non aktif|tidak aktif|absage|nicht dabei|rembourse|remboursee|
    annulee|refusee|absente|desiste|desistee|
    estornado|reembolsada|recusada|ausente|desistiu|annullata|rifiutata|rimborsata|assente|
    anulowana|odrzucona|zrezygnowal|zrezygnowala|nieobecny|nieobecna|zwrot|iptal edilmis|
    reddedilen|katilmayacak|iade|afwezig|verhinderd|terugbetaald|left|former|bounced|
    n|inactif|inactive|inactivo|inactiva|inativo|inativa|inattivo|inattiva|inaktiv|nieaktywny|
    nieaktywna|pasif|ineligible|not eligible|avbestilt|avmeldt|avlyst|kansellert|avslatt|afmeldt|
    annulleret|afvist|framelding|
    avanmald|avbokad|avbojd|installd|peruttu|perunut|hylatty|peruutettu|
    zruseno|zrusena|zrusen|odhlasen|odhlasena|zamitnuto|neprijde|stornovano|stornovana|
    lemondott|elutasitva|torolve|anulat|respins|tu choi|da huy|huy|khong tham gia|
    dibatalkan peserta|
    deltar ikke|deltager ikke|kommer inte|ei osallistu|
    abgesagt|abgelehnt|storniert|
    nicht teilnehmend|nein|annule|refuse|decline|absent|rembourse|non|cancelado|cancelada|
    rechazado|rechazada|no asistira|reembolsado|recusado|nao|annullato|rifiutato|rimborsato|
    geannuleerd|afgewezen|afgemeld|nee|anulowany|anulowane|odrzucony|odrzucone|nie|iptal|
    iptal edildi|reddedildi|katilmiyor|hayir|отменен|отменено|отклонен|отклонено|отказ|
    отказался|нет|не придет|возврат|已取消|取消|已拒绝|拒绝|不参加|缺席|キャンセル|欠席|辞退|
    취소|불참|거절|ملغي|مرفوض|لا|false|0|cannot attend|can t attend|cant attend|
    will not attend|i cannot attend|no i cannot attend|maaf tidak bisa hadir|
    tidak saya tidak hadir|tidak saya tidak bersedia|tidak bisa|order canceled|
    canceled by attendee|disapproved|unregistered|dropped|dropped out|resigned|not approved|
    not accepted|unsuccessful|duplikat|duplicate|diskualifikasi|disqualified|returned|
    meninggal|meninggal dunia|pindah|keluar|pensiun""",
}
_BY_WORDS = {
    words_of(phrase): standing for standing, said in _SAID.items() for phrase in phrases_in(said)
}
_OUT_FIRST = frozenset(
    ["tidak", "batal", "canceled", "cancelled", "declined", "rejected", "refunded"]
)
_WAITS_FIRST = frozenset(["menunggu", "pending", "waiting", "waitlist", "waitlisted", "awaiting"])
_COMING = frozenset(["hadir", "bersedia", "datang", "ikut", "attend", "attending", "join", "come"])
_NOT = frozenset(["tidak", "tdk", "not", "cannot", "unable", "no", "berhalangan", "batal", "never"])
_MAYBE = frozenset(["mungkin", "maybe", "belum", "ragu", "tentative", "perhaps", "jika", "if"])
_NOTHING = (("tidak", "ada"), ("tdk", "ada"))
_MOST_WORDS = 12
_ASKS_WHO_IS_OUT = frozenset(
    ["canceled", "cancelled", "void", "voided", "refunded", "batal", "dibatalkan"]
)
_REMARKS = frozenset(["keterangan", "remarks", "catatan", "notes", "note", "ket"])
_OTHER_WAY_ROUND: dict[Standing | None, Standing] = {
    Standing.COMES: Standing.OUT,
    Standing.OUT: Standing.COMES,
}


def standing_of(text: str) -> Standing | None:
    """Return what a cell says about somebody's coming; None where it speaks of something else."""
    words = words_of(text)
    known = _BY_WORDS.get(words)
    if known or not words or len(words) > _MOST_WORDS:
        return known
    if words in _NOTHING:
        return None
    if words[0] in _OUT_FIRST:
        return Standing.OUT
    if words[0] in _WAITS_FIRST:
        return Standing.WAITS
    return _of_sentence(frozenset(words))


def _of_sentence(words: frozenset[str]) -> Standing | None:
    if not words & _COMING:
        return None
    if words & _NOT:
        return Standing.OUT
    return Standing.WAITS if words & _MAYBE else Standing.COMES


class StatusColumn:
    """Reads the column that says who comes; some ask the other way round, as `Canceled`."""

    def __init__(self, heading: str) -> None:
        words = set(words_of(heading))
        self._asks_who_is_out = bool(words & _ASKS_WHO_IS_OUT)
        self._is_remark = bool(words & _REMARKS)

    def standing(self, text: str) -> Standing | None:
        """Return what a cell says; None where that is not known."""
        said = standing_of(text)
        if self._asks_who_is_out:
            return _OTHER_WAY_ROUND.get(said, Standing.OUT) if text else Standing.COMES
        if self._is_remark:
            return said or Standing.COMES
        return said
