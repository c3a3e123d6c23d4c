using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>Tells paragraphs of an article from what is left of the page around it.</summary>
internal static partial class PageResidue
{
    /// <summary>"Read also" in other languages: no sentence of a report begins so.</summary>
    private const string ReadAlso = "lesen sie (auch|mehr|dazu)|mehr (zum thema|dazu|lesen)|siehe auch|weiterlesen|lire aussi|à lire( aussi)?|voir aussi|lea (también|además)|lee también|véase (también|además)|ver (también|además)|mira también|le puede interesar|te puede interesar|"
        + "leggi anche|leia (também|mais)|veja também|lees (ook|verder|meer)|läs (också|även|mer)|les (også|mer)|læs også|lue myös|(prze)?czytaj (też|także|również|więcej)|zobacz (też|także|również)|"
        + "читайте также|читати також|čtěte (také|též)|citește și|olvassa el";

    /// <summary>"Comments" in other languages.</summary>
    private const string Comments = "comments?|(leser)?kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|kommentarer|kommentit|kommentarid|komentarze|komentarji|komentari|komentáre|komentáře|comentarii|"
        + "hozzászólások|komentāri|komentarai|komentar|комментарии|коментарі|коментари|yorumlar|bình luận|σχόλια|تعليقات|التعليقات|תגובות|टिप्पणियाँ|ความคิดเห็น|评论|評論|留言|コメント|댓글";

    /// <summary>"Reply", as the control under a comment has it.</summary>
    private const string Reply = "reply|respond|antworten|antwort|répondre|responder|respuesta|rispondi|beantwoord(en)?|antwoord(en)?|reage(er|ren)|svara?|besvar|odpowiedz|vastaa|odpov(ědět|edať)|odgovori|"
        + "válasz|răspunde(ți)?|yanıtla|cevapla|ответить|відповісти|отговор|απάντηση|balas|trả lời|返信(する)?|回[复覆]|답글|رد";

    /// <summary>Whether a paragraph is left of the page and not of the article, wherever it stands.</summary>
    public static bool IsResidue(string paragraph) =>
        (paragraph.Length < 200 && (Residue().IsMatch(paragraph) || Footer().IsMatch(paragraph))) || (paragraph.Length < 600 && Caption().IsMatch(paragraph));

    /// <summary>
    /// What stands under a picture: "In this May 2, 2024, file photo, …", a last "(credit: …)", "Lead image credit: …", "© Name"; and the line
    /// of the day of printing.
    /// </summary>
    [GeneratedRegex(
        @"^In this (\w+\.? \d{1,2}, \d{4},? |undated )?(\w+ )?(file )?(photo|image|picture|frame)(,| (made|taken|provided|released)\b)|\((photo |image |picture )?credits?: [^()]{2,80}\)$|"
        + @"^(main|lead|featured?|header|cover|top|hero) (image|photo|picture)( credits?| courtesy| by)?\b ?:?.{0,80}$|^© ?\p{Lu}.{1,60}$|"
        + @"^(.{2,40} )?(published|updated|posted)( on| at)?:? (\w+day,? )?\p{L}{3,9}\.? \d{1,2},? \d{4}.{0,20}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Caption();

    [GeneratedRegex(
        @"^(" + ReadAlso + @")\b|^\W*((story|article) continues (below|after)\b.*|scroll (down )?(to|for) (continue|more)\b.*|continue reading( below)?)\W*$|"
        + @"^(tags|topics|labels|categories|keywords|filed under|schlagw[oö]rter)( ?:.*)?$|^.{0,60}\b\d{1,3}[- ]min(ute)?s?\.? read\b.{0,30}$|^\d{1,2}[:.]\d{2} ?([ap]\.?m\.?)?( [A-Z]{2,4})?$|^\W*advertisement\W*$|^\W*$|^(prev|next|previous|share|tweet|print|email|advertisement|sponsored|related|comments?|subscribe|sign up|log in|menu|search)\W*$"
        + @"|^(prev|previous)\W+next\b|^(read more|read also|see also|more on this|related stor(y|ies)|click here|follow us|share this|sign up (for|to)|"
        + @"subscribe (to|now)|we use cookies|photo( by|:)|image( credit|:)|picture:|credit:|\(?(photo|image|file photo)\b.{0,80}(getty|reuters|ap|afp)\b)|"
        + @"(getty images|afp photo|via getty)\)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Residue();

    /// <summary>Capitals tell: "PREV headline" is a footer, "Next week …" a sentence; "Reuters/First Last" is a picture's credit.</summary>
    [GeneratedRegex(
        @"^(PREV|NEXT|PREVIOUS|READ MORE|RELATED|WATCH|ALSO READ|SEE ALSO|ADVERTISEMENT)\b[:\s]|"
        + @"^\(?(\p{Lu}[\p{L}.]+ ){0,3}\p{Lu}[\p{L}.]+ ?/ ?(REUTERS|Reuters|AP|AFP|EPA|Getty Images?|Bloomberg|Shutterstock|iStock|PA|DPA|dpa)( via .{2,30})?\)?$|"
        + @"^\(?(REUTERS|Reuters|AP|AFP|EPA|Getty Images?|PA|dpa|DPA) ?/ ?\p{Lu}[\p{L}.]+( \p{Lu}[\p{L}.'-]+){0,3}\)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Footer();

    /// <summary>Whether a short line opens what follows an article: comments, further stories, a newsletter.</summary>
    public static bool OpensTail(string line) => line.Length < 60 && TailHeading().IsMatch(line);

    /// <summary>Whether a heading opens what readers wrote.</summary>
    public static bool OpensComments(string heading) => heading.Length < 60 && CommentsHeading().IsMatch(heading);

    /// <summary>Whether the heading of a box asks the reader to subscribe.</summary>
    public static bool AsksToSubscribe(string heading) => heading.Length < 100 && Invitation().IsMatch(heading);

    /// <summary>Whether a line that need not be a heading says that comments follow: "Comments", "12 Kommentare".</summary>
    public static bool NamesComments(string line) => line.Length < 40 && CommentsLine().IsMatch(line);

    /// <summary>Whether the words of a control let the reader answer a comment: "Reply", "Reply to Ann", "Like · Reply · 3".</summary>
    public static bool IsReplyControl(string words) => ReplyControl().IsMatch(words);

    /// <summary>Whether a line that is all link leads to another story and is no sentence of this one.</summary>
    public static bool LeadsElsewhere(string line) => Pointer().IsMatch(line);

    /// <summary>Whether a last paragraph takes leave of the reader instead of telling news: contact, follow, subscribe, copyright.</summary>
    public static bool IsFarewell(string paragraph) => paragraph.Length < 400 && Farewell().IsMatch(paragraph);

    [GeneratedRegex(
        @"^((top[- ]rated |recent |latest |reader |all )?comments?\W*(\(\d+\))?|\d+ comments?|leave a (comment|reply)|join the (conversation|discussion)|"
        + @"related( (roundup|articles?|stories|posts?|news|content|topics?|coverage|reading))?:?|recommended( for you)?|you (may|might) (also )?like\b.*|"
        + @"more (great )?(\w+ )?(stories|articles|news|from .+|on this|to read)|read next|up next|most (read|popular|viewed)|popular( posts| now| stories)?|trending( now)?|"
        + @"sponsored( content| stories)?|from around the web|around the web|about the author|share this( article| story| post)?:?|tags?:?|filed under:?|what to read next|editor.?s picks?|latest (news|stories|videos?))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TailHeading();

    [GeneratedRegex(
        @"^\W*((top|top[- ]rated|recent|latest|readers?['’]?s?|user|all|your|view|show|most liked) )*(" + Comments + @"|responses|replies|discussion|conversation|reactions)( section)?\W*(\d[\d,.]*\W*)?(on this (story|article))?$|"
        + @"^\W*\d[\d,.]* (" + Comments + @"|responses|replies|reactions|thoughts)( (to|on)\b.*)?$|^leave a (comment|reply)$|^join the (conversation|discussion|debate)$|^(have your say|your (views?|thoughts|opinions?)|what do you think\?)\W*(\d[\d,.]*\W*)?$|^what readers (say|think)\b.*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommentsHeading();

    [GeneratedRegex(@"^(sign up|subscribe)\b|^(get|receive|want) .*\b(inbox|newsletters?|e-?mail)\b|^(the|our) .{0,40}newsletters?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Invitation();

    [GeneratedRegex(@"^(\d[\d,.]*\W+)?((reader|user|show|all) )?(" + Comments + @")\W*(\d[\d,.]*)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommentsLine();

    [GeneratedRegex(
        @"^((likes?|upvote|vote|share|report|flag|quote)[^\w:]+)*[^\w:]*(" + Reply + @")(\s+(to|on)\b[^.:]{0,40}|([^\w:]+(like|upvote|vote|share|report|flag|quote|link|more))*[^\w:]*[\d.,hdmk ]*[^\w:]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReplyControl();

    [GeneratedRegex(
        @"^\W*(" + ReadAlso + @"|read( more| also| next| the full| here)?|related|see( also| more)?|more|watch|listen|also|recommended|don['’]t miss|must[- ]read|in pictures|explained|explainer|opinion|analysis|video|photos?|gallery|podcast|subscribe|sign up|click|download|join|follow|editor['’]?s pick|up next|in case you missed( it)?|icymi|full story|more on( this)?|from (the|our) archives?|keep reading)\b\W",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pointer();

    [GeneratedRegex(
        @"\bfollow (us|me|him|her|them|[\w .]{2,40}) (on|@)|^follow\b.*\b(twitter|facebook|instagram)\b|\b(twitter|facebook|instagram)[.,]? (or|and) (on )?(twitter|facebook|instagram|youtube)\b|"
        + @"\b(e-?mail|write to|contact|reach(ed)?)\b.{0,60}\S+@\S+\.\w|^\W*\S+@\S+\.\w{2,}\W*$|\b(sign up|subscribe)\b.{0,60}\b(newsletters?|inbox|alerts?|here|podcast)\b|"
        + @"^(©|copyright\b|\(c\) ?\d{4})|all rights reserved\.?$|^(have a (news )?tip|got a tip|do you have a (story|tip))\b|\baffiliate (commission|links?)\b|^\[?(this (story|article) (was|has been|is) (updated|corrected)|contact us)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Farewell();
}
