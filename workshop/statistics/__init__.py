"""Every figure of the method as a pure function on plain numbers: in goes a sequence, out comes a figure with its n.

Each returns an `Estimate` or an `Outcome` (`results.py`): value or p, n, the method's name and, where nothing can be
computed, the reason. Votes that are missing are None or NaN. `before` comes first; a positive effect is a rise.

| file | what |
|---|---|
| shares | one share (Wilson), several together (Goodman), difference of two (Newcombe) |
| net_scores | net delight with adjusted Wald, its variance; NPS, CSAT, CES |
| pairs | sign flip, sign test, Wilcoxon signed rank: exact, one- and two-sided |
| square_tables | Stuart–Maxwell, Bhapkar, Bowker, ordinal score, McNemar for k × k tables |
| waves | Cochran's Q, Madansky, Madansky–Birch, Friedman, trend for three and more waves |
| groups | Mann–Whitney (exact with ties), Brunner–Munzel, Cliff's δ for different people |
| raters | the total over all touchpoints by person, with the bootstrap over people |
| many | Holm and Benjamini–Hochberg |
| agreement | Krippendorff's α with gaps, Fleiss' κ |
| kano | evaluation table, both decision rules, strengths, CS+ and CS−, Fong's test |
| importance | importance–performance quadrants with either cross-hair, priority |
| journeys | journey value with the weakest link, peak–end, longest run, overlap of two top lists |
"""

from workshop.statistics.agreement import fleiss_kappa, fleiss_kappa_of_votes, krippendorff_alpha
from workshop.statistics.groups import brunner_munzel, cliffs_delta, mann_whitney
from workshop.statistics.importance import importance_performance, priority
from workshop.statistics.journeys import journey_value, longest_run, peak_end, top_overlap
from workshop.statistics.kano import classify, kano, kano_counts
from workshop.statistics.many import corrected, holm_can_claim
from workshop.statistics.net_scores import ces, csat, net_delight, net_spread, nps
from workshop.statistics.pairs import paired, sign_flip, sign_test, signed_rank
from workshop.statistics.raters import change_over_all
from workshop.statistics.results import Estimate, Outcome
from workshop.statistics.shares import share, share_difference, shares_together
from workshop.statistics.square_tables import bhapkar, bowker, mcnemar, ordinal_score, stuart_maxwell, transition_table
from workshop.statistics.waves import cochran_q, friedman, madansky, madansky_birch, trend

__all__ = [
    "Estimate", "Outcome", "bhapkar", "bowker", "brunner_munzel", "ces", "change_over_all", "classify", "cliffs_delta",
    "cochran_q", "corrected", "csat", "fleiss_kappa", "fleiss_kappa_of_votes", "friedman", "holm_can_claim",
    "importance_performance", "journey_value", "kano", "kano_counts", "krippendorff_alpha", "longest_run", "madansky",
    "madansky_birch", "mann_whitney", "mcnemar", "net_delight", "net_spread", "nps", "ordinal_score", "paired",
    "peak_end", "priority", "share", "share_difference", "shares_together", "sign_flip", "sign_test", "signed_rank",
    "stuart_maxwell", "top_overlap", "transition_table", "trend",
]  # fmt: skip
