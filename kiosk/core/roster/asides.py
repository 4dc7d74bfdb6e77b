"""The words that stand beside the name of a column, and what they make of it.

Each stands as `headings.words_of` gives it: folded, without signs.
"""

from kiosk.core.roster.vocabulary import phrases_in


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
    peg kepegawaian anggota tamu undangan karyawan pns asn to tingkatan
    utusan s mu kamu tidak boleh singkat disingkat ogrenci ogrencinin katilimci katilimcinin
    personel personelin calisanin teilnehmer teilnehmerin participante uczestnika deelnemer
    partecipante alumno alumna estudiante alumno a aluno"""
)
"""Words beside a phrase that change nothing."""

ALONE = _set("ad adi ten nev meno imie nom ime")
"""Names of short words, that mean something else beside words which are not neutral."""

OF_THEMSELVES = _set(
    """attendee participant peserta delegate registrant teilnehmer teilnehmerin teilnehmers
    teilnehmende participante asistente partecipante deelnemer uczestnik uczestnika katilimci
    katilimcinin badge ticketholder deltagare deltager osallistuja ucastnik ucastnika"""
)
"""Words that say that a column tells about those who come, beside one that may tell of others."""

MOBILE = _set(
    """mobil mobile handy hp wa whatsapp cell cellphone handphone celular movil portable cellulare
    mobiel mobiltelefon handynummer mobilnummer mobilnr komorkowy komorka cep ponsel gsm telemovel
    mobilephone mobiltelefonnummer"""
)

ABOUT_STATUS = _set(
    """person al evento evenement du au presenza persona personne persoonlijk osobiscie de da do
    dos del della dell di of la le les l der des die van het the el el pagamento pago
    paiement betaling platnosci odeme payment order pedido ordine commande bestelling zamowienia
    inscription inscripcion inscricao iscrizione aanmelding zgloszenia kayit anmeldung buchung
    reserva reservation reservering booking ticket billet teilnahme presence presenca"""
)
"""Words beside that of a status which leave it one."""

OWNERS: dict[str, str] = {
    phrase: owner
    for owner, phrases in {
        "wali": """wali kelas|wali murid|wali siswa|wali|guardian|tutor legal|walikelas|
        wali santri""",
        "parent": """orang tua|orangtua|ortu|ayah|ibu kandung|nama ibu|
        eltern|sorgeberechtigte|sorgeberechtigter|pere|mere|responsable legal|responsable|
        representant legal|apoderado|acudiente|tutor|tutora|primer tutor|segundo tutor|padres|
        responsavel|nome da mae|nome do pai|mae|genitore|genitori|ouder|ouders|verzorger|
        ouder verzorger|opiekun|opiekuna|rodzic|rodzica|rodzice|matki|ojca|veli|velinin|anne|
        baba|anne adi|baba adi|vardnadshavare|foresatt|parent|parents|father|
        mother|bapak kandung|erziehungsberechtigte|padre|madre|tuteur|mother s|father s""",
        "mother": "ibu|mama",
        "boss": """atasan|atasan langsung|kepala sekolah|kepsek|kepala madrasah|pimpinan|
        supervisor|manager|line manager|kepala dinas|direktur|principal|headmaster|
        vorgesetzter|kamad|pejabat|penandatangan|kepala|superior|head of school""",
        "spouse": "suami|istri|suami istri|pasangan|spouse|husband|wife",
        "emergency": """darurat|emergency|in case of emergency|notfall|notfallkontakt|urgence|
        emergencia|kerabat|keluarga yang|keluarga dekat|next of kin""",
        "buyer": """paid by|bought by|purchased by|registered by|dibayar oleh|didaftarkan oleh|
        bezahlt von|paye par|pagado por|buyer|purchaser|payer|payeur|kaufer|kaufers|
        rechnungsempfanger|bestiller|kjoper|koper|ostaja|maksaja|kupujici|
        objednatel|заказчик|плательщик|pagante|pagador|zahler|betaler|comprador|acquirente|
        intestatario|platnik|
        kupujacy|alici|kopare|ordered for by|billing|invoice|customer|pemesan|
        pembeli|pembayar|
        order name|order email|rechnung|facture|order first|order last|booker|booked by|
        ordered by|order full|cardholder|besteller|acheteur""",
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
    repas dejeuner diner atelier abendessen mittagessen essen verpflegung cena comida almuerzo
    pranzo jantar almoco maaltijd eten overnachting obiad kolacja posilek nocleg yemek konaklama
    ubernachtung hebergement hebergements alojamiento hospedagem ulasim montant amount betrag
    importe importo bedrag kwota tutar
    tujuan destination goal keperluan blok ampu ampuan diampu utm ad campaign
    pengangkatan nikah mitra partner cabang pengesahan"""
)
"""Words beside a phrase after which it means something else."""

ADDRESSES = _set("alamat address adresse adres direccion endereco indirizzo")
"""Words that stop a phrase, but that of an e-mail address."""

YES_NO_QUESTIONS = _set(
    """apakah adakah bolehkah sudahkah bersediakah do does did are is was were will would have has
    had can could may should haben hast sind bist ist est etes avez tiene esta czy"""
)
QUESTIONS = _set(
    """which what where who how when why mana siapa bagaimana kapan berapa dimana darimana welche
    welcher wo was quel quelle ou cual donde quale dove jakie gdzie"""
)
