"""What a user of logistic regression gets: 5-fold probabilities, ranked by self-confidence and by normalised margin.

Arguments: features.npy [N, D], given.npy [N], truth.npy [N], out folder. Prints one JSON object with the average
precision of "the given label is wrong", untuned (C = 1, features as they are) and tuned (standardised, with the C of four
whose average precision by margin or self-confidence is best: more than a user without the truth can know), and writes
tuned.npy [N], the tuned doubt by margin.
"""
import json, sys, time, warnings
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline

warnings.filterwarnings("ignore")
X, y, truth = (np.load(path) for path in sys.argv[1:4])
wrong, rows = y != truth, np.arange(len(y))
folds = min(5, np.bincount(y)[np.bincount(y) > 0].min())
tuned = lambda c: make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=200))


def scores(model):
    start = time.time()
    given = np.searchsorted(np.unique(y), y)
    P = cross_val_predict(model, X, y, cv=StratifiedKFold(folds, shuffle=True, random_state=0), method="predict_proba", n_jobs=2)
    other = P.copy()
    other[rows, given] = -1
    own = P[rows, given]
    doubts = {"self": 1 - own, "margin": other.max(1) - own}
    found = {name: float(average_precision_score(wrong, s)) if wrong.any() else None for name, s in doubts.items()}
    return {**found, "seconds": round(time.time() - start, 1)}, doubts["margin"]


untuned = scores(LogisticRegression(max_iter=400))[0]
tried = {c: scores(tuned(c)) for c in (1e-4, 1e-3, 1e-2, 1e-1)}
C = max(tried, key=lambda c: max(tried[c][0]["self"] or 0, tried[c][0]["margin"] or 0))
best, doubt = tried[C]
best["seconds"] = round(sum(found["seconds"] for found, _ in tried.values()), 1)
np.save(sys.argv[4] + "/tuned.npy", doubt.astype("f4"))
print(json.dumps({"untuned": untuned, "tuned": best, "C": C}))
