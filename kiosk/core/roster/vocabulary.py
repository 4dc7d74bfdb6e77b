"""The words by which columns are called, in the languages that lists come in.

Each phrase stands as `headings.words_of` gives it: folded, without signs. The number says how
well the phrase alone speaks for its meaning, at most 1.
"""

from kiosk.core.roster.fields import Field

Weighted = dict[float, str]

_BETWEEN = "|"


def phrases_in(text: str) -> list[str]:
    """Return the phrases of a table, which stand in lines, divided by bars."""
    return [" ".join(each.split()) for each in text.split(_BETWEEN)]


_NAME: Weighted = {
    1: """nama lengkap|nama peserta|full name|fullname|attendee name|participant name|badge name|
    nama lengkap peserta|name on badge|name for badge|nama pada sertifikat|nama di sertifikat|
    nama untuk sertifikat|name for certificate|name on certificate|nama lengkap dan gelar|
    nom complet|nom et prenom|prenom et nom|nombre completo|nombre y apellidos|
    nombre y apellido|nombres y apellidos|apellidos y nombre|apellidos y nombres|
    nome completo|nome e cognome|cognome e nome|nome e sobrenome|vor und nachname|
    vorname und nachname|vor und zuname|vollstandiger name|teilnehmername|naam volledig|
    volledige naam|voor en achternaam|naam deelnemer|imie i nazwisko|nazwisko i imie|ad soyad|
    adi soyadi|adsoyad|ad ve soyad|isim soyisim|фио|полное имя|имя и фамилия|фамилия и имя|
    фамилия имя отчество|姓名|全名|氏名|お名前|参加者名|참가자명|성명|الاسم الكامل|
    الاسم بالكامل|ho va ten|ho ten|fullt namn|fulde navn|fullt navn|for och efternamn|
    jmeno a prijmeni|cele jmeno|meno a priezvisko|nev|teljes nev|nume si prenume|
    ονοματεπωνυμο|nama siswa|nama murid|nama mahasiswa|nama santri|nama dosen|nama karyawan|
    nama anggota|nama tamu|nama undangan|nama tendik|nama asn|nama pegawai|nama guru|nama ptk|
    nama gtk|nama peserta didik|nama pendaftar|nama pns|nama pppk|nama delegasi|student name|
    guest name|employee name|staff name|member name|delegate name|teacher name|volunteer name|
    speaker name|attendee full name|ticket full name|name of participant|name of attendee|
    name of student|nama tenaga kependidikan|registrant name|nama personil|
    volledige naam deelnemer|nom du participant|nombre del participante|nome do participante|
    nama mahasiswi|nama siswi|nama calon|nama kader|nama atlet|nama relawan|nama jamaah|
    nama alumni|пулное имя|имя участника|фио участника|参会人姓名|display name|nama warga|
    nama pemain""",
    0.93: """nama|name|nom|nombre|nome|naam|namn|navn|имя фамилия|名前|名字|이름|الاسم|اسم|ten|
    isim|jmeno|meno|nume|ονομα|नाम|ชื่อ|namen|nombres|nama jelas|nama terang""",
    0.62: """peserta|siswa|murid|mahasiswa|santri|dosen|karyawan|anggota|tamu|undangan|tendik|
    pegawai|guru|ptk|gtk|student|guest|participant|attendee|invitee|employee|teacher|member|
    delegate|registrant|volunteer|teilnehmer|teilnehmerin|gast|schuler|student name or id|
    participante|asistente|invitado|participant e|invite|partecipante|ospite|deelnemer|
    uczestnik|gosc|katilimci|участник|гость|参会人|参会者|参加者|참가자|المشارك|pelajar|
    deltagare|deltager|ucastnik|asn|personil|delegasi|nama peserta atau nip|people|person|
    orang""",
    0.4: "user name|nama akun|nama panggilan|nickname|nick name|preferred name|alias",
}
_FIRST: Weighted = {
    1: """first name|firstname|given name|givenname|forename|nama depan|nama awal|vorname|prenom|
    prenoms|primer nombre|nombre de pila|primeiro nome|voornaam|roepnaam|imie|adi|ad|fornamn|
    fornavn|имя|名|given names|ticket first name|attendee first name|first names|
    krestni jmeno|keresztnev|prenume|الاسم الاول|الاسم الأول|fname|f name|preferred first name""",
    0.75: "first",
}
_MIDDLE: Weighted = {
    1: """middle name|middlename|nama tengah|zweiter vorname|segundo nombre|tussenvoegsel|
    tussenvoegsels|отчество|drugie imie|deuxieme prenom|middle initial|nom du milieu|
    secondo nome|mellannamn|mellemnavn|ikinci ad|other names|infix|mname""",
}
_LAST: Weighted = {
    1: """last name|lastname|surname|family name|familyname|nama belakang|nama keluarga|marga|
    nachname|familienname|zuname|nom de famille|apellido|apellidos|primer apellido|cognome|
    sobrenome|apelido|achternaam|nazwisko|soyad|soyadi|soyisim|efternamn|efternavn|etternavn|
    фамилия|姓|ticket last name|attendee last name|last names|prijmeni|priezvisko|vezeteknev|
    اسم العائلة|lname|l name|nome de familia|surnames""",
    0.75: "last",
}
_BEFORE: Weighted = {
    1: """glr dpn|gelar dpan|gelar depan|glr depan|gelar di depan|title before|titel|
    academic title|gelar dpn|titre|akademischer titel|front title|titel vor|gelardepan|titolo|
    titulo|tytul|unvan""",
    0.75: "title|prefix|name prefix",
}
_BEHIND: Weighted = {
    1: """glr blk|gelar blkg|glr blkg|gelar belakang|glr belakang|gelar di belakang|title after|
    post nominal|post nominals|gelar blk|back title|titel nach|gelarbelakang|name suffix""",
    0.85: "gelar|gelar akademik|suffix",
}
_EMAIL: Weighted = {
    1: """e mel|emel|email|surel|alamat email|email address|email peserta|alamat surel|mail|
    e post|epost|correo|correo electronico|courriel|adresse email|adresse e mail|
    e mail adresse|email adresse|emailadres|e mailadres|indirizzo email|posta elettronica|
    endereco de email|adres e mail|adres email|eposta|e posta|электронная почта|эл почта|
    почта|почты|邮箱|电子邮箱|电子邮件|メール|メールアドレス|이메일|البريد الالكتروني|البريد|
    email aktif|attendee email|ticket email|e mail aktif|emails|
    direccion de correo electronico|direccion de correo|sahkoposti|thu dien tu|
    adresa de email|work email|personal email|user email|email pribadi""",
    0.75: "username|user name",
}
_PHONE: Weighted = {
    1: """τηλεφωνο|κινητο|κινητο τηλεφωνο|teléfono celular|cell phone number|mobile phone number|
    telefonu|nr telefonu|telefon nr|telefonnr|cep telefonunuz|numero de whatsapp|
    numero whatsapp|tel portable|no telefon|nomor telefon|no telefon bimbit|telp hp|
    no telp wa|no hp telp|nomor handphone wa|kontak wa|no wa hp|contact mobile|mobile contact|
    cell number|no hp aktif wa|no handphone wa|nomor telp wa|telepon|phone|no hp|nomor hp|hp|
    no telepon|nomor telepon|no telp|no wa|nomor wa|whatsapp|nomor whatsapp|no whatsapp|wa|
    handphone|no handphone|nomor handphone|phone number|mobile|ponsel|nomor ponsel|no ponsel|
    no hp wa|nomor hp wa|no telp hp|no wa aktif|no hp aktif|cell phone|cellphone|
    mobile number|mobile phone|mobile no|telephone|telephone number|handynummer|handy|telefon|
    telefonnummer|mobil|mobilnummer|mobiltelefon|telefoon|telefoonnummer|mobiel|celular|
    telefono|movil|telefono movil|numero de telefono|numero de celular|telemovel|telefone|
    cellulare|numero di telefono|portable|numero de telephone|telefon komorkowy|
    numer telefonu|cep telefonu|telefon numarasi|телефон|номер телефона|мобильный телефон|
    手机|手机号|手机号码|电话|联系电话|電話番号|携帯電話|电话号码|전화번호|휴대폰|연락처|
    الهاتف|رقم الهاتف|الجوال|رقم الجوال|so dien thoai|dien thoai|phone no|contact number|
    no kontak|nomor kontak|whatsapp number|wa number|gsm|no telephone|nomor telephone|
    whats app|no hape|hape|no hp whatsapp|nomor hp whatsapp|telefonni cislo|cell|mobilephone|
    work phone|home phone|puhelin|no handpone""",
    0.93: "telp|tlp|tel|no tlp|nomor telp|kontak|contact no|nomor hp aktif|no tel",
    0.72: """dihubungi|contact|nomor yang dapat dihubungi|nomor yang bisa dihubungi|
    contact details""",
}
_ORGANIZATION: Weighted = {
    1: """okulu|kurumu|okulunuz|institucion educativa|centro educativo|istituto scolastico|
    scuola di appartenenza|ente di appartenenza|etablissement scolaire|placowka|uczelnia|
    arbeitgeber|hochschule|school or organization|schoolnaam|bedrijfsnaam organisatie|
    firmanin adi|nama instansi sekolah|sekolah madrasah|nama sekolah madrasah|
    nama sekolah instansi|asal sekolah madrasah|asal instansi sekolah|unit kerja sekolah|
    sekolah unit kerja|satuan pendidikan asal|asal satuan pendidikan|unit kerja asal|
    sekolah tempat kerja|nama tempat kerja|tempat bekerja|name of school|name of organization|
    name of institution|name of company|school of origin|dari sekolah|instansi asal|
    asal kantor|perangkat daerah|unit organisasi kerja|nama unit organisasi|unit kerja|
    organization|organisation|instansi|asal instansi|asal sekolah|nama sekolah|sekolah|
    satuan pendidikan|nama satuan pendidikan|asal lembaga|nama lembaga|lembaga|nama instansi|
    tempat tugas|satker|satuan kerja|organisasi|tempat kerja|school|school name|institution|
    workplace|company|company name|perusahaan|nama perusahaan|sekolah tempat tugas|
    sekolah tempat mengajar|tempat mengajar|sekolah asal|asal sekolah instansi|unor nama|
    nama unor|unor|organization name|organisation name|employer|universitas|university|
    perguruan tinggi|kampus|asal kampus|asal perguruan tinggi|nama madrasah|madrasah|
    asal madrasah|nama pesantren|pesantren|pondok pesantren|sekolah induk|nama unit kerja|
    firma|unternehmen|organisme|societe|entreprise|etablissement|ecole|empresa|organizacion|
    institucion|escuela|colegio|instituicao|escola|organizacao|azienda|ente|scuola|istituto|
    societa|bedrijf|organisatie|bedrijfsnaam|instelling|firma organizacja|organizacja|szkola|
    instytucja|kurum|okul|sirket|организация|школа|компания|место работы|учреждение|单位|
    工作单位|公司|学校|所属|会社名|勤務先|学校名|소속|회사|학교|المؤسسة|المدرسة|الشركة|الجهة|
    schule|einrichtung|institut|organisationsname|affiliation|foretag|virksomhed|
    asal organisasi|asal institusi|institusi|nama institusi|unit kerja instansi|
    instansi sekolah|sekolah instansi|asal unit kerja|place of work|asal perusahaan|kantor|
    nama kantor|unit organisasi|nama organisasi|school organization|institution name|
    department organization|sekolah satuan pendidikan|co quan|don vi|truong|unit kerja nama|
    satuan kerja nama|opd|skpd|asal opd|nama opd|nama universitas|nama kampus|
    asal universitas|utusan|delegasi dari|organizacion institucion|raison sociale|structure|
    unternehmen organisation|skola|club|nama klub|asal komunitas|komunitas|puskesmas|
    rumah sakit|asal puskesmas|dinas|asal dinas|asal gereja|asal desa lembaga|
    sekolah tempat bertugas|agency|college|school institution|company organization|
    company organisation""",
    0.8: """account name|account|unit|instansi kerja nama|instansi induk nama|
    satuan kerja kerja nama|satminkal|satuan kerja induk nama|unor induk nama|department|
    departemen|bagian|divisi|dept|abteilung|departamento|departement|tempat bertugas|
    bertugas di|home institution|badan|yayasan""",
    0.45: "asal|from|tempat|penempatan|lokasi kerja nama|lokasi kerja",
}
_GROUP: Weighted = {
    1: """kelompok|group|grup|peran|peran peserta|kategori|category|role|kelas|rombel|unsur|tim|
    team|jenis peserta|angkatan|gelombang|kategori peserta|nama kelompok|group name|
    rombel saat ini|rombongan belajar|gruppe|groupe|grupo|gruppo|groep|grupa|grup adi|группа|
    组别|班级|グループ|그룹|المجموعة|class|klasse|classe|clase|nama rombel|kelas saat ini|
    regu|nama regu|nama tim|team name|kelompok kerja|participant type|attendee type|
    tingkat rombel|kelas rombel|rolle|rol|ruolo|funktion im event|kategorie|categorie|
    categoria|turma|klas|skupina|ticket category|kloter|gugus|groups|grupos|equipe|equipo|
    squadra""",
    0.6: """jenis tiket|ticket type|ticket name|ticket|tipe peserta|product|ticket class|
    registration type|tipe tiket|kategori tiket|produkt|billett|rsvp type|price category|ticketart|
    type de billet|tipo de entrada|tipo di biglietto|tipo de ingresso|tickettype""",
}
_DISTRICT: Weighted = {
    1: """kecamatan|district|kec|nama kecamatan|wilayah|kecamatan sekolah|asal kecamatan|
    subdistrict|distrik|sub district|kecamatan instansi|kecamatan unit kerja|
    kecamatan tempat tugas""",
}
_SESSIONS: Weighted = {
    1: """sesi|sessions|session|sesi yang diikuti|pilihan sesi|waktu sesi|session choice|
    choose session""",
}
_TIMESTAMP: Weighted = {
    1: """timestamp|stempel waktu|cap waktu|waktu pengisian|completion time|waktu selesai|
    submitted at|submission date|submission time|submit date|zeitstempel|horodateur|
    marca temporal|carimbo de data hora|informazioni cronologiche|tijdstempel|
    sygnatura czasowa|zaman damgasi|отметка времени|时间戳记|时间戳|タイムスタンプ|타임스탬프|
    طابع زمني|tidsstampel|date submitted|hora de finalizacion|heure de fin|
    fertigstellungszeit|ora di completamento|completed on|waktu submit""",
    0.7: """created at|registered at|registration date|tanggal daftar|tanggal pendaftaran|
    bestelldatum|anmeldedatum|date de la commande|date d inscription|fecha del pedido|
    fecha de inscripcion|data ordine|data di iscrizione|data do pedido|data de inscricao|
    besteldatum|
    registration time|order date|waktu daftar|tanggal registrasi|waktu registrasi|created|
    register time|date registered|order date time|purchase date|approval date""",
    0.6: "start time|waktu mulai|join time|first join",
}
_STATUS: Weighted = {
    1: """teilnehmerstatus|anmeldestatus|zahlungsstatus|statut du participant|statut de paiement|
    estado del asistente|stato partecipante|status do participante|status deelnemer|asistio|
    status lolos|status penerimaan|status pembayaran|status bayar|hasil seleksi|kelulusan|
    keputusan|hasil kelulusan|status seleksi|result|decision|
    hasil verifikasi|status verifikasi|asistira|asistencia|confirmacion de asistencia|asistir|
    participera|participation|presence|participara|participar|presenca|comparecera|
    parteciperai|partecipazione|aanwezig|zusage|teilnehmen|katilim|katilim durumu|
    katilacak misiniz|участие|出欠|参加可否|참석여부|kehadiran peserta|konfirmasi peserta|
    attend|akan ikut|ikut serta|will you be attending|can you attend|do you plan to attend|
    status undangan|jawaban undangan|status|approval status|attendee status|status kehadiran|
    konfirmasi kehadiran|rsvp|status pendaftaran|registration status|status peserta|
    konfirmasi|kehadiran|attending|attendance|rsvp status|order status|ticket status|
    guest status|bestellstatus|statut|estado|stato|durum|статус|状态|ステータス|상태|الحالة|
    will you attend|are you attending|akan hadir|bersedia hadir|hadir|apakah akan hadir|
    apakah bersedia hadir|kesediaan hadir|kesediaan|konfirmasi hadir|apakah anda akan hadir|
    apakah hadir|response|invitation status|going|participation status|status rsvp|teilnahme|
    teilnahmestatus|attendance status|canceled|cancelled|apakah bapak ibu bersedia hadir|
    apakah anda bersedia hadir|state|keterangan kehadiran|event status|payment status|
    is canceled|voided|refunded""",
    0.6: "keterangan|remarks|catatan|notes|note|ket",
}
_NIP: Weighted = {
    1: """nip|nomor induk pegawai|nip baru|no nip|nomor nip|nip pegawai|nip peserta|nip guru|
    nip pns|nip asn|nip tanpa spasi|nip baru tanpa spasi|nip nipppk|nip nippk|nip nip pppk""",
    0.8: "nipppk|nip pppk|nomor induk pppk|nip lama",
}
_NUPTK: Weighted = {1: "nuptk|no nuptk|nomor nuptk|peg id nuptk|nuptk peg id|nuptk npk"}
_NIP_OR_NUPTK: Weighted = {1: "nip nuptk|nuptk nip|nip atau nuptk|nip or nuptk|nuptk atau nip"}
_NAME_AND_NIP: Weighted = {
    1: """nama nip|nama dan nip|nama pegawai nip|nama lengkap nip|nama nip baru|
    nama lengkap dan nip|nama guru nip|nama peserta nip|name nip|nama nuptk|nip nama|
    nip dan nama|nama beserta nip""",
}
_OTHER: Weighted = {
    1: """nidn|nidk|nim|npm|nrp|nig|no str|no sip|str|sip|no ukg|nomor ukg|kta|no kta|ktp|no ktp|
    score|skor|nilai|no absen|absen|nomor peserta|no peserta|no ujian|fakultas|profesi|hobi|
    no|nomor|no urut|nomor urut|npsn|nik|nomor induk kependudukan|alamat|nisn|nipd|nis|
    alamat rumah|tempat lahir|tanggal lahir|tempat tanggal lahir|ttl|pangkat|golongan|jabatan|
    pangkat golongan|gol|tanda tangan|ttd|jenis kelamin|agama|nama kegiatan|
    status kepegawaian|kabupaten|provinsi|kota|kab kota|kabupaten kota|kelas yang diampu|
    mata pelajaran|mapel|status sekolah|jenjang|pekerjaan|pendidikan|pendidikan terakhir|
    jurusan|program studi|prodi|user id|userid|job title|jobtitle|position|country|negara|
    city|address|gender|sex|age|umur|usia|birthday|date of birth|status perkawinan|
    kewarganegaraan|jk|l p|lp|rt|rw|kode pos|kelurahan|desa|desa kelurahan|dusun|nama dusun|
    bank|nama bank|nama wajib pajak|event name|event|nama acara|nama file|file name|
    ticket number|ticket id|order id|order number|order|barcode|qr code|checkin|checked in|
    check in|lokasi|location|website|url|linkedin|nama ibu|nama ibu kandung|nama ayah|
    nama wali|salutation|anrede|civilite|honorific|sapaan|fungsi|profession|beruf|language|
    bahasa|dietary|ukuran kaos|t shirt size|meeting id|topic|duration|durasi|duration minutes|
    in waiting room|recording consent|original name|フリガナ|ふりがな|kana|paid|quantity|
    jumlah|harga|price|total|source|utm source|id|kode|code|jenis pegawai nama|
    kedudukan hukum nama|tempat lahir nama|agama nama|gol akhir nama|jabatan nama|
    tingkat pendidikan nama|kpkn nama|pendidikan nama|eselon|discount code|promo code|
    affiliate|id number|idnumber|student id|employee id|nomor induk|npwp|nama npwp|
    no rekening|nomor rekening|nama pemilik rekening|rekening atas nama|nama di rekening|
    kelas mengajar|mengajar kelas|nama mapel|nama kota|nama jabatan|nama provinsi|
    nama kabupaten|jenis ptk|tugas tambahan|sekolah tujuan|jenjang sekolah|bentuk pendidikan|
    tingkat|semester|tahun ajaran|kelas jabatan""",
}

PHRASES: dict[Field | None, Weighted] = {
    Field.NAME: _NAME,
    Field.FIRST_NAME: _FIRST,
    Field.MIDDLE_NAME: _MIDDLE,
    Field.LAST_NAME: _LAST,
    Field.TITLE_BEFORE: _BEFORE,
    Field.TITLE_BEHIND: _BEHIND,
    Field.NAME_AND_NIP: _NAME_AND_NIP,
    Field.NIP: _NIP,
    Field.NUPTK: _NUPTK,
    Field.NIP_OR_NUPTK: _NIP_OR_NUPTK,
    Field.GROUP: _GROUP,
    Field.ORGANIZATION: _ORGANIZATION,
    Field.DISTRICT: _DISTRICT,
    Field.PHONE: _PHONE,
    Field.EMAIL: _EMAIL,
    Field.SESSIONS: _SESSIONS,
    Field.STATUS: _STATUS,
    Field.TIMESTAMP: _TIMESTAMP,
    None: _OTHER,
}
"""The phrases of each meaning by their weight; None are columns that have none of ours."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEUTRAL = _set(
    """lengkap peserta anda bapak ibu saudara i sdr sdri nya dengan dan beserta gelar tanpa masukkan
    tuliskan tulis isikan isi silakan silahkan mohon calon sesuai ktp sk ijazah akademik your you
    the of and with title please enter write type a an is full complete pendidik guru pegawai
    ptk gtk pengajar penggerak praktik jelas terang participant attendee guest ticket untuk pada di
    sertifikat certificate badge for on my our we aktif active yang dapat bisa tempat bertugas
    mengajar bekerja tugas work at where asal saat ini current now first huruf kapital besar
    resmi nr numer numero nummer official optional required wajib opsional as in it will be
    printed diisi contoh misal
    student teacher siswa murid data primary utama terdaftar or atau nomor no number e id
    peg kepegawaian anggota tamu undangan karyawan pns asn to
    utusan s mu kamu tidak boleh singkat disingkat"""
)
"""Words beside a phrase that change nothing."""

OWNERS: dict[str, str] = {
    phrase: owner
    for owner, phrases in {
        "wali": """wali kelas|wali murid|wali siswa|wali|guardian|tutor legal|walikelas|
        wali santri""",
        "parent": """orang tua|orangtua|ortu|ayah|ibu kandung|nama ibu|parent|parents|father|
        mother|bapak kandung|eltern|erziehungsberechtigte|padre|madre|tuteur|mother s|father s""",
        "boss": """atasan|atasan langsung|kepala sekolah|kepsek|kepala madrasah|pimpinan|
        supervisor|manager|line manager|kepala dinas|direktur|principal|headmaster|
        vorgesetzter|kamad|pejabat|penandatangan|kepala|superior|head of school""",
        "spouse": "suami|istri|suami istri|pasangan|spouse|husband|wife",
        "emergency": """darurat|emergency|in case of emergency|notfall|notfallkontakt|urgence|
        emergencia|kerabat|keluarga yang|keluarga dekat|next of kin""",
        "buyer": """paid by|bought by|purchased by|registered by|dibayar oleh|didaftarkan oleh|
        bezahlt von|paye par|pagado por|buyer|purchaser|payer|billing|invoice|customer|pemesan|
        pembeli|pembayar|
        order name|order email|rechnung|facture|order first|order last|booker|booked by|
        ordered by|order full|cardholder|besteller|acheteur|comprador""",
        "host": """host|inviter|invited by|referred by|referral|pengundang|diundang oleh|
        rekomendasi|referensi|recommended by|sponsor|asesor|assessor|penguji|examiner|penilai|
        reviewer|instruktur|
        dosen wali|dosen pa|organizer|organiser|panitia|
        contact person|penanggung jawab|pic|cp|narahubung|petugas|pendamping|pembimbing|
        guru pembimbing|pelatih|operator|pengunduh|created by|approved by|diisi oleh|
        dibuat oleh|responden|respondent|admin|dosen pembimbing|pembina|marketing|sales""",
        "child": "anak|child|putra putri|kind|enfant|hijo|hija|bambino|filho|kinderen|dziecko",
        "plus one": "plus one|companion|accompanying|begleitperson|accompagnant|acompanante",
    }.items()
    for phrase in phrases_in(phrases)
}
"""Words that say that a column tells about somebody else, by who that is."""

INSTRUCTIONS = _set(
    """pilih pilihlah ketik tulis isi isilah sesuai jika kalau bila contoh misal misalnya choose
    select type if eg example only format wahlen elegir choisir boleh"""
)
"""Words of brackets that say how to answer, and do not name the column once more."""

STOPPERS = _set(
    """alamat address adresse direccion indirizzo website web url link tautan kode code codigo type
    jenis tipe size ukuran date tanggal tgl datum fecha data_nascita lahir birth jumlah count qty
    jenjang akreditasi level tingkat foto photo upload unggah file berkas bukti price harga fee
    biaya consent agree setuju persetujuan opt newsletter terms color warna position jabatan
    pangkat golongan kegiatan acara event bank rekening kota city kabupaten provinsi dusun desa
    produk product usaha barang mapel pelajaran mata kursus pelatihan akun account
    paket ruang room hotel program jurusan username panggilan nick maiden gadis pajak mengizinkan
    surat npsn nik nisn kk ktpmu lama former previous sebelumnya lalu dahulu dulu terakhir old
    emergency darurat bergabung join joined permission izin rating nilai score skor alasan reason
    kenapa mengapa why harapan expectation pesan message saran kritik feedback hobby hobi bidang
    industry sektor sector minat interest skill keahlian pengalaman experience years tahun kuota
    medsos instagram facebook twitter telegram linkedin tiktok github line domain zip postal pos
    pekerjaan ijin kependudukan registrasi sim paspor passport plat kendaraan vehicle car
    asuransi insurance bpjs npwp tmt sk_cpns telah pernah sudah kelurahan penerbit lembur gaji
    salary judul paper abstract makalah naskah song lagu buku book pet hewan
    diet makanan food allergy alergi golongandarah darah blood nomorpeserta meja table kursi seat
    owner pemilik attended diikuti seminar workshop model brand merek language bahasa hash token
    cadangan alternatif alternate alternative secondary lain lainnya backup
    dinner lunch breakfast gala party excursion tour banquet reception makan jamuan menginap
    hotel transport verified valid validasi confirmed count total number_of tracking utm source
    campaign
    pengangkatan nikah mitra partner cabang pengesahan"""
)
"""Words beside a phrase after which it means something else."""

YES_NO_QUESTIONS = _set(
    """apakah adakah bolehkah sudahkah bersediakah do does did are is was were will would have has
    had can could may should haben hast sind bist ist est etes avez tiene esta czy"""
)
QUESTIONS = _set(
    """which what where who how when why mana siapa bagaimana kapan berapa dimana darimana welche
    welcher wo was quel quelle ou cual donde quale dove jakie gdzie"""
)
