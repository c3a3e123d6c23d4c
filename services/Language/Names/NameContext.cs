using System.Runtime.InteropServices;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>How a sentence is written as a whole; a capital means little where all words have one.</summary>
internal enum SentenceCase : byte
{
    Mixed,
    Upper,
    Title,
    Lower,
}

/// <summary>
/// The words of a text as the name tagger sees them: traits of each, phrases on lists, the writing of each sentence, and how each
/// word is written elsewhere in the text.
/// </summary>
internal sealed class NameContext
{
    private readonly List<WordTraits> _traits;
    private readonly int[] _words;
    private readonly PhraseMarks[] _marks;
    private readonly List<int> _groups = [];
    private readonly List<Usage> _usage = [];
    private readonly SentenceCase[] _cases;

    /// <summary>Reads all tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="sentences">Its sentences, covering the tokens.</param>
    /// <param name="reader">Reads single words.</param>
    /// <param name="gazetteer">Known names.</param>
    public NameContext(
        string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences, WordReader reader, Gazetteer gazetteer)
    {
        // About half of the words of an article are distinct; growing step by step would allocate all of it twice.
        var distinct = (tokens.Length / 2) + 16;
        _traits = new List<WordTraits>(distinct);
        _words = new int[tokens.Length];
        _marks = new PhraseMarks[tokens.Length];
        _cases = new SentenceCase[sentences.Count];
        var seen = new Dictionary<ulong, int>(distinct);
        var groups = new Dictionary<uint, int>(distinct);
        for (var i = 0; i < tokens.Length; i++)
        {
            var word = text.AsSpan(tokens[i].Start, tokens[i].End - tokens[i].Start);
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, WordForm.Hash(word), out var known);
            if (!known)
            {
                id = _traits.Count;
                var traits = reader.Read(word);
                _traits.Add(traits);
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, traits.Lower, out var old);
                if (!old)
                {
                    group = _usage.Count;
                    _usage.Add(Usage.None);
                }

                _groups.Add(group);
            }

            _words[i] = id;
        }

        for (var s = 0; s < sentences.Count; s++)
        {
            var sentence = sentences[s];
            _cases[s] = CaseOf(sentence);
            MarkPhrases(sentence, _cases[s], gazetteer);
            CountUsage(sentence, _cases[s]);
        }
    }

    /// <summary>The traits of a token.</summary>
    public ref readonly WordTraits this[int token] => ref CollectionsMarshal.AsSpan(_traits)[_words[token]];

    /// <summary>Where the token stands in phrases that are on lists.</summary>
    public ref readonly PhraseMarks MarksOf(int token) => ref _marks[token];

    /// <summary>Number of tokens.</summary>
    public int Count => _words.Length;

    /// <summary>Number of words that differ by more than their capitals.</summary>
    public int Groups => _usage.Count;

    /// <summary>Which of these the token is.</summary>
    public int GroupOf(int token) => _groups[_words[token]];

    /// <summary>How a sentence is written.</summary>
    public SentenceCase CaseOfSentence(int sentence) => _cases[sentence];

    /// <summary>How the word of a token is written where its sentence leaves a choice, in the whole text.</summary>
    public Usage UsageOf(int token) => _usage[GroupOf(token)];

    private SentenceCase CaseOf(Sentence sentence)
    {
        int words = 0, capitals = 0, uppers = 0;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            ref readonly var word = ref this[i];
            // Short words stay small in title case ("of", "and").
            if (word.Case is WordCase.Number or WordCase.Mark || word.Length < 4)
            {
                continue;
            }

            words++;
            capitals += word.IsCapital ? 1 : 0;
            uppers += word.Case == WordCase.Upper ? 1 : 0;
        }

        if (words == 0)
        {
            return SentenceCase.Mixed;
        }

        return uppers * 5 >= words * 4 ? SentenceCase.Upper
            : words >= 3 && capitals * 5 >= words * 4 ? SentenceCase.Title
            : capitals == 0 && words >= 3 ? SentenceCase.Lower
            : SentenceCase.Mixed;
    }

    private void MarkPhrases(Sentence sentence, SentenceCase writing, Gazetteer gazetteer)
    {
        for (var first = sentence.FirstToken; first < sentence.EndToken; first++)
        {
            if (!this[first].IsCapital && writing != SentenceCase.Lower)
            {
                continue;
            }

            var phrase = PhraseHash.Empty;
            var found = NameLists.None;
            var end = first;
            for (var i = first; i < Math.Min(sentence.EndToken, first + Gazetteer.LongestPhrase); i++)
            {
                var word = this[i].Phrase;
                phrase = phrase.Then(word);
                if (!word.IsEmpty && gazetteer.Find(phrase) is var lists and not NameLists.None)
                {
                    (found, end) = (lists, i + 1);
                }
            }

            Mark(first, end, found);
        }
    }

    private void Mark(int first, int end, NameLists lists)
    {
        for (var i = first; i < end; i++)
        {
            ref var marks = ref _marks[i];
            if (end - first == 1)
            {
                marks.Unit |= lists;
            }
            else if (i == first)
            {
                marks.Begin |= lists;
            }
            else if (i == end - 1)
            {
                marks.Last |= lists;
            }
            else
            {
                marks.Inside |= lists;
            }
        }
    }

    private void CountUsage(Sentence sentence, SentenceCase writing)
    {
        if (writing is not SentenceCase.Mixed)
        {
            return;
        }

        for (var i = sentence.FirstToken + 1; i < sentence.EndToken; i++)
        {
            ref readonly var word = ref this[i];
            var use = word.Case switch
            {
                WordCase.Lower => Usage.Small,
                WordCase.Capitalized or WordCase.Mixed => Usage.Capital,
                WordCase.Upper => Usage.Upper,
                _ => Usage.None,
            };
            if (use != Usage.None)
            {
                CollectionsMarshal.AsSpan(_usage)[GroupOf(i)] |= use;
            }
        }
    }
}

/// <summary>How a word is written inside sentences of mixed case.</summary>
[Flags]
internal enum Usage : byte
{
    None = 0,
    Small = 1,
    Capital = 2,
    Upper = 4,
}

/// <summary>The lists that hold a phrase which the token begins, is inside of, ends, or is by itself.</summary>
internal struct PhraseMarks
{
    public NameLists Begin;
    public NameLists Inside;
    public NameLists Last;
    public NameLists Unit;
}
