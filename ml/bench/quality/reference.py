#!/usr/bin/env python3
"""The numpy prototype of ../shared/reference on the four shared seeds of planted noise: means of average precision.

Needs Debian's python3-numpy, python3-scipy, python3-sklearn. Run from the repository:
  python3 ml/bench/quality/reference.py [setting] [noise]
"""
import os, sys
import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import average_precision_score

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..", "shared")
sys.path.insert(0, os.path.join(SHARED, "reference"))
import loo_stack as prototype

known, Ridge, Neighbors = {}, prototype.Ridge, prototype.Neighbors


def once(make):
    """Geometry does not depend on labels: made once per setting."""
    def cached(X):
        key = (make.__name__, X.shape)
        if key not in known:
            known[key] = make(X)
        return known[key]
    return cached


prototype.Ridge, prototype.Neighbors = once(Ridge), once(Neighbors)


def precisions(X, y, true):
    """AP by the stack at face value, through T (best round by likelihood) by self-confidence and posterior, mean rank."""
    I, wrong, K = np.arange(len(y)), y != true, true.max() + 1
    _, P, Q, _ = min(prototype.score(X, y), key=lambda round: round[0])
    outputs = [expert.leave_one_out(np.eye(K)[y]) for expert in known.values()]
    plain = prototype.fit_stack(outputs, y, np.eye(K))[0]
    by = [plain[I, y], P[I, y], Q[I, y], rankdata(plain[I, y]) + rankdata(P[I, y])]
    return [average_precision_score(wrong, -s) for s in by]


if __name__ == "__main__":
    only, kinds = (sys.argv[1:] + [""])[0], (sys.argv[2:] or ["sym10,sym30,pair30"])[0]
    print("| setting | noise | face value | through T, self | through T, posterior | mean rank |\n|" + " --- |" * 6)
    for setting in ("digits-pixels", "digits-patches", "news"):
        if only not in setting:
            continue
        known.clear()
        images, true = prototype.idx_images() if setting != "news" else (None, None)
        X, true = prototype.news() if setting == "news" else (images if setting == "digits-pixels" else prototype.patches(images), true)
        for kind in kinds.split(","):
            noisy = [np.load(f"{SHARED}/data/noise/{setting.split('-')[0]}_{kind}_seed{s}.npy").astype(int) for s in (1, 2, 3, 4)]
            figures = [precisions(X, y, true) for y in noisy]
            print(f"| {setting} | {kind} | " + " | ".join(f"{v:.4f}" for v in np.mean(figures, 0)) + " |", flush=True)
            print("  seeds:", *(" ".join(f"{v:.4f}" for v in f) + ";" for f in figures), file=sys.stderr, flush=True)
