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
    1: """speaker names|speaker name|presenter name|author name|nama pemateri|nama narasumber|
    nama penceramah|
    nimi|koko nimi|nama pd|nama p d|fulde navn|navn deltaker|deltakers navn|osallistujan nimi|
    ucastnik jmeno|cele meno|imie nazwisko|numele si prenumele|nume complet|
    first and last name|first last name|last name first name|name surname|adiniz soyadiniz|
    adiniz ve soyadiniz|ogrencinin adi soyadi|katilimcinin adi soyadi|veli adi soyadi|
    nombre y apellidos completos|apellido y nombre|nom prenom|prenom nom|nom prenoms|
    cognome nome|nome cognome|nazwa uczestnika|naam kandidaat|naam cursist|name des teilnehmers|
    name der teilnehmerin|name vorname|nachname vorname|nama kontak|nama responden|
    nama lengkap tanpa gelar|
    nama lengkap|nama peserta|full name|fullname|attendee name|participant name|badge name|
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
    0.93: """first and last|first last|nama|name|nom|nombre|nome|naam|namn|navn|имя фамилия|名前|
    名字|    이름|الاسم|اسم|ten|
    isim|jmeno|meno|nume|ονομα|नाम|ชื่อ|namen|nombres|nama jelas|nama terang""",
    0.62: """speaker|presenter|moderator|narasumber|pemateri|
    peserta|siswa|murid|mahasiswa|santri|dosen|karyawan|anggota|tamu|undangan|tendik|
    pegawai|guru|ptk|gtk|student|guest|participant|attendee|invitee|employee|teacher|member|
    delegate|registrant|volunteer|teilnehmer|teilnehmerin|gast|schuler|student name or id|
    participante|asistente|invitado|participant e|invite|partecipante|ospite|deelnemer|
    uczestnik|gosc|katilimci|участник|гость|参会人|参会者|参加者|참가자|المشارك|pelajar|
    deltagare|deltager|ucastnik|asn|personil|delegasi|nama peserta atau nip|people|person|
    orang""",
    0.4: "user name|nama akun|nama panggilan|nickname|nick name|preferred name|alias",
}
_FIRST: Weighted = {
    1: """etunimi|etunimet|kutsumanimi|
    adiniz|prenom usuel|imiona|nombre s|nombres de pila|nombre propio|given|
    first name|firstname|given name|givenname|forename|nama depan|nama awal|vorname|prenom|
    prenoms|primer nombre|nombre de pila|primeiro nome|voornaam|roepnaam|imie|adi|ad|fornamn|
    fornavn|имя|名|given names|ticket first name|attendee first name|first names|
    krestni jmeno|keresztnev|prenume|الاسم الاول|الاسم الأول|fname|f name|preferred first name""",
    0.75: "first",
}
_MIDDLE: Weighted = {
    1: """namenszusatz|vorsatzwort|adelszusatz|
    tussenv|tsv|
    middle name|middlename|nama tengah|zweiter vorname|segundo nombre|tussenvoegsel|
    tussenvoegsels|отчество|drugie imie|deuxieme prenom|middle initial|nom du milieu|
    secondo nome|mellannamn|mellemnavn|ikinci ad|other names|infix|mname""",
}
_LAST: Weighted = {
    1: """sukunimi|
    nom famille|apellido paterno|ape paterno|apellido 1|apellido1|soyadiniz|nom de naissance|
    last name|lastname|surname|family name|familyname|nama belakang|nama keluarga|marga|
    nachname|familienname|zuname|nom de famille|apellido|apellidos|primer apellido|cognome|
    sobrenome|apelido|achternaam|familienaam|nazwisko|soyad|soyadi|soyisim|efternamn|efternavn|etternavn|
    фамилия|姓|ticket last name|attendee last name|last names|prijmeni|priezvisko|vezeteknev|
    اسم العائلة|lname|l name|nome de familia|surnames""",
    0.75: "last",
}
_SECOND_LAST: Weighted = {
    1: "apellido materno|segundo apellido|second surname|second last name|ape materno|apellido 2",
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
    1: """sahkopostiosoite|sahkoposti osoite|e postadress|epostadresse|e postadresse|
    emailova adresa|e mail ucastnika|адрес электронной почты|электронный адрес|mailadresse|
    mail adres|dia chi email|e mail cim|email cim|adres poczty elektronicznej|
    e mel|emel|email|surel|alamat email|email address|email peserta|alamat surel|mail|
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
    1: """ceptel|cep telefon|mobielnummer|mobiel nr|telefono cellulare|telefono celular|nr kom|
    komorka|telefonnummer mobil|
    matkapuhelinnumero|matkapuhelin|puhelinnumero|mobilnummer|mobiltelefon nr|контактный телефон|
    телефон для связи|telefonszam|telefonni cislo|numar de telefon|telefonas|sdt|so dt|
    numero de contacto|recapito telefonico|recapito|numero contacto|telefono de contacto|
    telefono contacto|contacto|cep no|cep nr|cep tel|tel no|gsm no|telefon kontaktowy|
    numer kontaktowy|nr kontaktowy|contactnummer|mobiel nummer|gsm nummer|tel mobile|
    telephone mobile|mobilni telefon|mobiltelefonnummer|rufnummer|telefon dienstlich|
    telefone celular|telefone de contato|numero de telefone|numero de celular com ddd|contato|
    telefone com ddd|whatsapp com ddd|telefonnr mobil|mobilnr|nomor kontak wa|
    τηλεφωνο|κινητο|κινητο τηλεφωνο|teléfono celular|cell phone number|mobile phone number|
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
    1: """name of office|office name|office|name of department|
    arbeidssted|arbeidsgiver|virksomhet|skole|skolens navn|arbejdsplads|arbejdssted|
    tyopaikka|organisaatio|yritys|koulu|oppilaitos|arbetsplats|arbetsgivare|organisation foretag|
    название организации|наименование организации|образовательная организация|учебное заведение|
    название школы|вуз|
    nazev organizace|organizace|nazev skoly|zamestnavatel|nazov skoly|firma nazev|
    munkahely|iskola|intezmeny|cegnev|institutia|scoala|unitatea scolara|
    nombre del plantel|plantel|nombre de la escuela|nombre del colegio|nombre del centro|
    don vi cong tac|ten truong|ten don vi|noi cong tac|cong ty|
    centro de trabajo|institucion de procedencia|centro de estudios|lugar de trabajo|
    institucion donde labora|institucion laboral|nombre de la institucion|i e|ie|
    klub|druzyna|dzial|nazwa szkoly|nazwa instytucji|nazwa firmy|nazwa placowki|
    miejsce pracy|zaklad pracy|jednostka|instytucja|nazwa jednostki|
    kurum adi|okul adi|gorev yeri|gorev yaptiginiz okul|gorev yaptiginiz kurum|
    calistiginiz kurum|calistigi kurum|gorev yaptigi okul|gorev yaptigi kurum|
    firma adi|sirket adi|universite|universiteniz|kurumunuz|
    verein|dienststelle|arbeitsstelle|name der schule|name der einrichtung|schulname|
    nom de l etablissement|nom de l ecole|nom de l entreprise|nom de l organisme|collectivite|
    etablissement d exercice|lieu de travail|
    escola de origem|nome da escola|nome da instituicao|nome da empresa|orgao|orgao instituicao|
    instituicao de ensino|unidade escolar|local de trabalho|lotacao|
    ente di provenienza|scuola di servizio|istituto di appartenenza|istituto di provenienza|
    denominazione scuola|nome scuola|istituzione|sede di servizio|nome azienda|
    naam school|naam organisatie|naam instelling|werkgever|school organisatie|organisatienaam|
    college name|university name|employer name|company or organization|name of college|
    name of university|name of employer|organisation institution|
    okulu|kurumu|okulunuz|institucion educativa|centro educativo|istituto scolastico|
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
    工作单位|公司|学校|所属|事業所|会社名|勤務先|学校名|소속|회사|학교|المؤسسة|المدرسة|الشركة|الجهة|
    schule|einrichtung|institut|organisationsname|affiliation|foretag|virksomhed|
    asal organisasi|asal institusi|institusi|nama institusi|unit kerja instansi|
    instansi sekolah|sekolah instansi|asal unit kerja|place of work|asal perusahaan|kantor|
    nama kantor|unit organisasi|nama organisasi|school organization|institution name|
    department organization|sekolah satuan pendidikan|co quan|don vi|truong|unit kerja nama|
    satuan kerja nama|opd|skpd|asal opd|nama opd|nama universitas|nama kampus|
    asal universitas|utusan|delegasi dari|church|church name|
    home church|affiliated church|gereja|nama gereja|masjid|nama masjid|
    organizacion institucion|raison sociale|structure|
    unternehmen organisation|skola|club|nama klub|asal komunitas|komunitas|puskesmas|
    rumah sakit|asal puskesmas|dinas|asal dinas|asal gereja|asal desa lembaga|
    sekolah tempat bertugas|agency|college|school institution|company organization|
    company organisation""",
    0.8: """kontingen|nama kontingen|
    отдел|подразделение|avdeling|afdeling|osasto|oddeleni|osztaly munkahelyi|khoa|phong ban|
    bolum|bolumu|direktorat biro bagian|direktorat|biro|fachbereich|servicio|service|
    account name|account|unit|instansi kerja nama|instansi induk nama|
    satuan kerja kerja nama|satminkal|satuan kerja induk nama|unor induk nama|department|
    departemen|bagian|divisi|dept|abteilung|departamento|departement|tempat bertugas|
    bertugas di|home institution|badan|yayasan""",
    0.45: "asal|from|tempat|penempatan|lokasi kerja nama|lokasi kerja",
}
_GROUP: Weighted = {
    1: """klassenname|klassenbezeichnung|trida|luokka|klasse trinn|lop|класс|учебная группа|osztaly|
    clasa|ryhma|grupa zajeciowa|
    sinif|sinifi|sinif sube|sube|curso actual|grado y seccion|klasa|klasa oddzial|groupname|
    team naam|equipe nome|nome squadra|mannschaft|gugus nama|nama gugus|kategoria uczestnika|
    rombongan|
    kelompok|group|grup|peran|peran peserta|role|kelas|rombel|unsur|tim|
    team|jenis peserta|kategori peserta|nama kelompok|group name|
    rombel saat ini|rombongan belajar|gruppe|groupe|grupo|gruppo|groep|grupa|grup adi|группа|
    组别|班级|グループ|그룹|المجموعة|class|klasse|classe|clase|nama rombel|kelas saat ini|
    regu|nama regu|nama tim|team name|kelompok kerja|participant type|attendee type|
    tingkat rombel|kelas rombel|rolle|rol|ruolo|funktion im event|turma|klas|skupina|
    ticket category|gugus|groups|grupos|equipe|equipo|
    squadra|チーム""",
    0.8: """angkatan|gelombang|kloter|curso|batch|intake|kategori|category|kategorie|categorie|
    categoria|kategoria""",
    0.6: """biljettyp|bilettyp|billettype|rodzaj biletu|typ biletu|bilet turu|bilet tipi|
    soort ticket|ticketsoort|tipologia biglietto|tarif|tarif billet|ticketkategorie|ticket tier|
    ticket level|pass type|
    jenis tiket|ticket type|ticket name|ticket|tipe peserta|product|ticket class|
    registration type|tipe tiket|kategori tiket|produkt|billett|rsvp type|price category|ticketart|
    type de billet|tipo de entrada|tipo di biglietto|tipo de ingresso|tickettype""",
}
_DISTRICT: Weighted = {
    1: """ilce|ilcesi|distrito|kecamatan domisili sekolah|
    kecamatan|district|kec|nama kecamatan|wilayah|kecamatan sekolah|asal kecamatan|
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
    1: """tila|stav|stav registrace|stav objednavky|trang thai|trang thai duyet|allapot|stare|
    κατασταση|statut du billet|statut billet|deelnemersstatus|deelnamestatus|teilnehmer status|
    pameldingsstatus|tilmeldingsstatus|anmalningsstatus|estado del participante|
    estado de pagamento|status do pagamento|situacao|situacao do pedido|
    situacao da inscricao|estado del pago|estado de la inscripcion|estado de inscripcion|
    statut de la commande|statut de l inscription|statut inscription|etat|etat de l inscription|
    stato ordine|stato iscrizione|stato pagamento|status zamowienia|status zgloszenia|
    status uczestnika|stan|katilim durumu|katilacak misiniz|katiliyor musunuz|basvuru durumu|
    odeme durumu|partecipero|parteciperai|parteciperai in presenza|je participerai|
    participerez vous|serez vous present|asistire|asistiras|ich nehme teil|nehmen sie teil|
    nimmst du teil|wezme udzial|czy wezmie pan pani udzial|neemt u deel|komt u|ik kom|
    voce vai participar|confirma presenca|confirmacao de presenca|confirmacao|confirmacion|
    ucastni se|bestellstatus|order state|registration state|booking status|reservation status|
    current status|attendee state|
    teilnehmerstatus|anmeldestatus|zahlungsstatus|statut du participant|statut de paiement|
    estado del asistente|stato partecipante|status do participante|status deelnemer|asistio|
    status lolos|status penerimaan|status pembayaran|status bayar|hasil seleksi|kelulusan|
    keputusan|hasil kelulusan|status seleksi|result|decision|
    hasil verifikasi|status verifikasi|asistira|asistencia|confirmacion de asistencia|asistir|
    participera|participation|presence|participara|participar|presenca|comparecera|
    parteciperai|partecipazione|aanwezig|zusage|teilnehmen|katilim|katilim durumu|
    katilacak misiniz|участие|出欠|参加可否|참석여부|kehadiran peserta|konfirmasi peserta|
    attend|akan ikut|ikut serta|will you be attending|can you attend|do you plan to attend|
    status undangan|jawaban undangan|status|approval status|attendee status|status kehadiran|
    lista obecnosci|liscie obecnosci|konfirmasi kehadiran|rsvp|status pendaftaran|
    registration status|status peserta|
    konfirmasi|kehadiran|attending|attendance|rsvp status|order status|ticket status|
    guest status|bestellstatus|statut|estado|stato|durum|статус|状态|ステータス|상태|الحالة|
    will you attend|are you attending|akan hadir|bersedia hadir|hadir|apakah akan hadir|
    apakah bersedia hadir|kesediaan hadir|kesediaan|konfirmasi hadir|apakah anda akan hadir|
    apakah hadir|response|invitation status|going|participation status|status rsvp|teilnahme|
    teilnahmestatus|attendance status|canceled|cancelled|apakah bapak ibu bersedia hadir|
    apakah anda bersedia hadir|state|keterangan kehadiran|event status|payment status|
    is canceled|voided|refunded""",
    0.6: """keterangan|remarks|catatan|notes|note|ket|aktif|active|is active|enabled|activo|
    habilitado""",
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
    1: """organization title|company title|kelas nomor|nidn|nidk|nim|npm|nrp|nig|no str|no sip|str|
    sip|no ukg|nomor ukg|kta|no kta|ktp|no ktp|
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
    Field.SECOND_LAST_NAME: _SECOND_LAST,
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
