namespace OnRecord.Ingest;

/// <summary>Names of months as pages and feeds write them, in the languages whose papers are met: in dates most of them stand in the genitive.</summary>
internal static class WrittenMonth
{
    private const int ShortestBeginning = 3;

    private static readonly string[][] Names =
    [
        [
            "january", "januar", "januari", "janvier", "enero", "gennaio", "janeiro", "gener", "stycznia", "ledna", "ianuarie", "tammikuuta", "ocak",
            "января", "січня", "януари", "ιανουαρίου", "يناير",
        ],
        [
            "february", "februar", "februari", "feber", "février", "fevrier", "febrero", "febbraio", "fevereiro", "febrer", "lutego", "února", "februarie",
            "helmikuuta", "şubat", "февраля", "лютого", "февруари", "φεβρουαρίου", "فبراير",
        ],
        [
            "march", "märz", "maerz", "mars", "marts", "marzo", "março", "marco", "març", "maart", "mrt", "maret", "marca", "března", "martie", "március",
            "maaliskuuta", "mart", "марта", "березня", "μαρτίου", "مارس",
        ],
        [
            "april", "avril", "abril", "aprile", "kwietnia", "dubna", "aprilie", "április", "huhtikuuta", "nisan", "апреля", "април", "квітня", "απριλίου",
            "أبريل", "ابريل",
        ],
        ["may", "mai", "mayo", "maggio", "maio", "mei", "maj", "maja", "maig", "května", "május", "toukokuuta", "mayıs", "мая", "май", "травня", "μαΐου", "μαϊου", "مايو"],
        [
            "june", "juni", "juin", "junio", "giugno", "junho", "juny", "czerwca", "června", "iunie", "június", "kesäkuuta", "haziran", "июня", "червня", "юни",
            "ιουνίου", "يونيو",
        ],
        [
            "july", "juli", "juillet", "julio", "luglio", "julho", "juliol", "lipca", "července", "iulie", "július", "heinäkuuta", "temmuz", "июля", "липня",
            "юли", "ιουλίου", "يوليو",
        ],
        [
            "august", "augusti", "août", "aout", "agosto", "augustus", "agost", "agustus", "sierpnia", "srpna", "augusztus", "elokuuta", "ağustos", "августа",
            "серпня", "αυγούστου", "أغسطس",
        ],
        [
            "september", "septembre", "septiembre", "settembre", "setembro", "setembre", "września", "září", "septembrie", "szeptember", "syyskuuta", "eylül",
            "сентября", "вересня", "септември", "σεπτεμβρίου", "سبتمبر",
        ],
        [
            "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "października", "října", "octombrie", "október", "lokakuuta", "ekim", "октября",
            "жовтня", "октомври", "οκτωβρίου", "أكتوبر",
        ],
        [
            "november", "novembre", "noviembre", "novembro", "listopada", "listopadu", "noiembrie", "marraskuuta", "kasım", "ноября", "ноември", "листопада",
            "νοεμβρίου", "نوفمبر",
        ],
        [
            "december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "desembre", "desember", "grudnia", "prosince", "decembrie",
            "joulukuuta", "aralık", "декабря", "грудня", "декември", "δεκεμβρίου", "ديسمبر",
        ],
    ];

    /// <summary>1 to 12, or 0 where the word is no month. Every beginning of three letters or more counts, for the earliest month that it may be.</summary>
    /// <param name="word">Without its dot, in any case.</param>
    public static int Number(string word)
    {
        var name = word.ToLowerInvariant();
        return name.Length < ShortestBeginning ? 0 : Array.FindIndex(Names, names => names.Any(full => full.StartsWith(name, StringComparison.Ordinal))) + 1;
    }
}
