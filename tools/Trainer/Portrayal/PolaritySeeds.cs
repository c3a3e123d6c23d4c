namespace OnRecord.Trainer.Portrayal;

/// <summary>Words that are good or bad wherever they stand; the plane of word polarity is learned from them.</summary>
internal static class PolaritySeeds
{
    public static string[] Good { get; } = Words(
        """
        good great excellent wonderful superb outstanding brilliant admirable honest brave courageous generous kind gentle wise fair decent noble
        loyal talented gifted skilled capable competent effective successful success victory triumph win winner won praise praised hailed applauded
        celebrated honored admired respected beloved popular trusted reliable credible inspiring inspired impressive remarkable strong stronger
        strength integrity dignity compassion love loved hero heroic champion genius smart intelligent sensible thoughtful careful responsible
        principled helpful helped improve improved benefit progress hope hopeful optimistic proud pride joy happy delighted grateful thanked
        congratulated endorsed supportive peaceful safe healthy wealthy prosperous thriving best better perfect beautiful elegant graceful charming
        warm friendly cheerful polite sincere dedicated committed visionary innovative legendary acclaimed award achievement accomplished
        """);

    public static string[] Bad { get; } = Words(
        """
        bad terrible awful horrible dreadful disgraceful shameful dishonest corrupt crooked cowardly cruel vicious brutal greedy selfish arrogant
        foolish stupid reckless incompetent useless ineffective failed failure defeat loser lost blamed condemned criticized slammed blasted denounced
        accused mocked ridiculed hated despised disliked unpopular distrusted unreliable liar lied lies misleading deceptive weak weaker weakness
        hypocrisy hypocrite scandal disgrace humiliated humiliating embarrassing villain criminal guilty convicted indicted arrested charged jailed
        fraud fraudulent racist sexist bigot bigoted hateful angry furious outraged violent dangerous threat threatened attack attacked abuse abused
        harmful hurt damage damaged worst worse wrong unfair illegal unlawful unethical immoral irresponsible careless harassed harassment assault
        murder killed killer terror terrorist dictator tyrant chaos crisis disaster catastrophe collapse mistake blunder sad tragic ugly nasty rude
        insulted insulting offensive absurd ridiculous delusional hysterical disgusting pathetic sleazy shady troubled controversial disgraced
        """);

    private static string[] Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
