using System.Buffers;
using System.Buffers.Binary;

namespace OnRecord.Language;

/// <summary>
/// An analysed text as bytes, so that what one service has analysed another one need not analyse again. The text itself is not in
/// them. Everything is a variable-length number, mostly the small difference from what is expected: about five bytes a token.
/// </summary>
public static class DocumentFormat
{
    // Grows with each change of the form or of what its numbers mean.
    private const byte Version = 1;

    /// <summary>Writes all but the text.</summary>
    public static byte[] Write(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var writer = new Writer(64 + (8 * document.Tokens.Length));
        writer.Byte(Version);
        writer.Number(document.Text.Length);
        writer.Number(document.BodyStart);
        WriteTokens(writer, document.Tokens);
        WriteSentences(writer, document);
        WriteMentions(writer, document);
        WriteChains(writer, document.Chains);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="bytes">The bytes; from anywhere.</param>
    /// <param name="text">The text that was analysed.</param>
    /// <exception cref="FormatException">The bytes are of another version, damaged, or of another text.</exception>
    public static Document Read(ReadOnlySpan<byte> bytes, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(bytes);
        if (reader.Byte() is var version && version != Version)
        {
            throw new FormatException($"The analysis has form {version}; this build reads form {Version}.");
        }

        Require(reader.Number() == text.Length, "is of another text");
        var bodyStart = reader.Number();
        Require(bodyStart <= text.Length, "has its body outside of the text");
        var tokens = ReadTokens(ref reader, text.Length);
        var sentences = ReadSentences(ref reader, tokens, text.Length);
        var mentions = ReadMentions(ref reader, tokens, text.Length);
        var chains = ReadChains(ref reader, mentions.Length);
        Require(reader.IsAtEnd, "goes on after its end");
        Require(Array.TrueForAll(mentions, mention => mention.Chain < chains.Length), "has a mention of no chain");
        return new Document { Text = text, BodyStart = bodyStart, Tokens = tokens, Sentences = sentences, Mentions = mentions, Chains = chains };
    }

    private static void WriteTokens(Writer writer, Token[] tokens)
    {
        // Tags and relations come from the models; each text names those that it uses.
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            labels.TryAdd(token.Xpos, labels.Count);
            labels.TryAdd(token.Relation, labels.Count);
        }

        writer.Number(labels.Count);
        foreach (var label in labels.Keys)
        {
            writer.Text(label);
        }

        writer.Number(tokens.Length);
        var end = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            writer.Number(token.Start - end);
            writer.Number(token.End - token.Start);
            writer.Byte((byte)token.Upos);
            writer.Number(labels[token.Xpos]);
            writer.Number(labels[token.Relation]);
            // No token is its own head: 0 is free for the root.
            writer.Signed(token.Head < 0 ? 0 : token.Head - i);
            end = token.End;
        }
    }

    private static Token[] ReadTokens(ref Reader reader, int length)
    {
        var labels = new string[reader.Count()];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = reader.Text();
        }

        var tokens = new Token[reader.Count()];
        var end = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var start = end + reader.Number();
            end = start + reader.Number();
            var upos = (Upos)reader.Byte();
            var (xpos, relation, step) = (reader.Number(), reader.Number(), reader.Signed());
            var head = step == 0 ? -1 : i + step;
            Require(start >= 0 && start <= end && end <= length, "has a token outside of the text");
            Require(upos <= Upos.Verb && xpos < labels.Length && relation < labels.Length, "has an unknown label");
            Require(head >= -1 && head < tokens.Length && (step == 0 || head >= 0), "has a head outside of the text");
            tokens[i] = new Token { Start = start, End = end, Upos = upos, Xpos = labels[xpos], Head = head, Relation = labels[relation] };
        }

        return tokens;
    }

    private static void WriteSentences(Writer writer, Document document)
    {
        writer.Number(document.Sentences.Count);
        var (token, paragraph) = (0, 0);
        foreach (var sentence in document.Sentences)
        {
            writer.Number(sentence.FirstToken - token);
            writer.Number(sentence.EndToken - sentence.FirstToken);
            writer.Signed(sentence.Start - document.Tokens[sentence.FirstToken].Start);
            writer.Signed(sentence.End - document.Tokens[sentence.EndToken - 1].End);
            writer.Number(((sentence.Paragraph - paragraph) << 1) | (sentence.IsHeadline ? 1 : 0));
            (token, paragraph) = (sentence.EndToken, sentence.Paragraph);
        }
    }

    private static Sentence[] ReadSentences(ref Reader reader, Token[] tokens, int length)
    {
        var sentences = new Sentence[reader.Count()];
        var (token, paragraph) = (0, 0);
        for (var i = 0; i < sentences.Length; i++)
        {
            var first = token + reader.Number();
            token = first + reader.Number();
            Require(first >= 0 && first < token && token <= tokens.Length, "has a sentence without tokens");
            var (start, end) = (tokens[first].Start + reader.Signed(), tokens[token - 1].End + reader.Signed());
            Require(start >= 0 && start <= end && end <= length, "has a sentence outside of the text");
            var flags = reader.Number();
            paragraph += flags >> 1;
            Require(paragraph >= 0, "has too many paragraphs");
            sentences[i] = new Sentence(first, token, start, end, paragraph, (flags & 1) != 0);
        }

        return sentences;
    }

    private static void WriteMentions(Writer writer, Document document)
    {
        writer.Number(document.Mentions.Count);
        var token = 0;
        foreach (var mention in document.Mentions)
        {
            writer.Signed(mention.FirstToken - token);
            writer.Number(mention.EndToken - mention.FirstToken);
            writer.Signed(mention.Range.Start - document.Tokens[mention.FirstToken].Start);
            writer.Signed(mention.Range.End - document.Tokens[mention.EndToken - 1].End);
            writer.Byte((byte)((int)mention.Type | ((int)mention.Form << 4)));
            writer.Number(mention.Chain);
            writer.Single(mention.Confidence);
            token = mention.FirstToken;
        }
    }

    private static Mention[] ReadMentions(ref Reader reader, Token[] tokens, int length)
    {
        var mentions = new Mention[reader.Count()];
        var token = 0;
        for (var i = 0; i < mentions.Length; i++)
        {
            token += reader.Signed();
            var endToken = token + reader.Number();
            Require(token >= 0 && token < endToken && endToken <= tokens.Length, "has a mention without tokens");
            var range = new TextRange(tokens[token].Start + reader.Signed(), tokens[endToken - 1].End + reader.Signed());
            Require(range.Start >= 0 && range.Start <= range.End && range.End <= length, "has a mention outside of the text");
            var kind = reader.Byte();
            var (type, form) = ((NameType)(kind & 0xF), (MentionForm)(kind >> 4));
            Require((int)type < NameTypes.Count && form <= MentionForm.Pronoun, "has a mention of an unknown kind");
            mentions[i] = new Mention(token, endToken, range, type, form, reader.Number(), reader.Single());
        }

        return mentions;
    }

    private static void WriteChains(Writer writer, IReadOnlyList<CoreferenceChain> chains)
    {
        writer.Number(chains.Count);
        foreach (var chain in chains)
        {
            writer.Text(chain.Name);
            writer.Byte((byte)((int)chain.Type | (chain.Title is null ? 0 : 0x10)));
            if (chain.Title is not null)
            {
                writer.Text(chain.Title);
            }

            writer.Number(chain.Mentions.Count);
            var mention = 0;
            foreach (var next in chain.Mentions)
            {
                writer.Signed(next - mention);
                mention = next;
            }
        }
    }

    private static CoreferenceChain[] ReadChains(ref Reader reader, int mentions)
    {
        var chains = new CoreferenceChain[reader.Count()];
        for (var i = 0; i < chains.Length; i++)
        {
            var name = reader.Text();
            var kind = reader.Byte();
            var type = (NameType)(kind & 0xF);
            Require((int)type < NameTypes.Count && kind < 0x20, "has a chain of an unknown kind");
            var title = (kind & 0x10) != 0 ? reader.Text() : null;
            var members = new int[reader.Count()];
            var mention = 0;
            for (var j = 0; j < members.Length; j++)
            {
                mention += reader.Signed();
                Require((uint)mention < (uint)mentions, "has a chain of no mention");
                members[j] = mention;
            }

            chains[i] = new CoreferenceChain(name, type, members, title);
        }

        return chains;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException($"The analysis {otherwise}.");
        }
    }

    private sealed class Writer(int capacity)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(capacity);

        public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

        public void Byte(byte value)
        {
            _bytes.GetSpan(1)[0] = value;
            _bytes.Advance(1);
        }

        /// <summary>Seven bits a byte, the lowest first.</summary>
        public void Number(int value)
        {
            var rest = (uint)value;
            for (; rest >= 0x80; rest >>= 7)
            {
                Byte((byte)(rest | 0x80));
            }

            Byte((byte)rest);
        }

        public void Signed(int value) => Number((value << 1) ^ (value >> 31));

        public void Single(float value)
        {
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
            _bytes.Advance(sizeof(float));
        }

        /// <summary>UTF-16 unit by unit: a text may hold unpaired surrogates, which UTF-8 would lose.</summary>
        public void Text(string value)
        {
            Number(value.Length);
            foreach (var unit in value)
            {
                Number(unit);
            }
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public byte Byte()
        {
            Require(!_rest.IsEmpty, "is cut short");
            var value = _rest[0];
            _rest = _rest[1..];
            return value;
        }

        public int Number()
        {
            var value = 0u;
            for (var shift = 0; shift < 32; shift += 7)
            {
                var next = Byte();
                value |= (uint)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    Require(value <= int.MaxValue, "has a number out of range");
                    return (int)value;
                }
            }

            throw new FormatException("The analysis has a number out of range.");
        }

        public int Signed()
        {
            var value = Number();
            return (value >> 1) ^ -(value & 1);
        }

        /// <summary>How many things follow; each takes a byte at least, so that damage cannot ask for more memory than it brings.</summary>
        public int Count()
        {
            var count = Number();
            Require(count <= _rest.Length, "is cut short");
            return count;
        }

        public float Single()
        {
            Require(_rest.Length >= sizeof(float), "is cut short");
            var value = BinaryPrimitives.ReadSingleLittleEndian(_rest);
            _rest = _rest[sizeof(float)..];
            return value;
        }

        public string Text()
        {
            Span<char> units = new char[Count()];
            for (var i = 0; i < units.Length; i++)
            {
                var unit = Number();
                Require(unit <= char.MaxValue, "has a letter out of range");
                units[i] = (char)unit;
            }

            return new string(units);
        }
    }
}
