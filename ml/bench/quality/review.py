"""Simulated review by tuned logistic regression (standardised, 5 folds) and normalised margin, retrained as it goes.

Arguments: features.npy [N, D], given.npy [N], truth.npy [N], C, retrainings. Prints the errors found at every tenth of
the way to as many decisions as there are errors, as one JSON array.
"""
import json, sys, warnings
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
X, given, truth = (np.load(path) for path in sys.argv[1:4])
C, steps = float(sys.argv[4]), int(sys.argv[5])
rows, wrong = np.arange(len(given)), given != truth
errors, known, done, found = wrong.sum(), given.copy(), np.zeros(len(given), bool), []
for step in range(steps):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=200))
    P = cross_val_predict(model, X, known, cv=StratifiedKFold(5, shuffle=True, random_state=0), method="predict_proba", n_jobs=2)
    other = P.copy()
    other[rows, given] = -1
    doubt = np.where(done, -9, other.max(1) - P[rows, given])
    pick = np.argsort(-doubt)[: round((step + 1) * errors / steps) - done.sum()]
    done[pick], known[pick] = True, truth[pick]
    found.append(int(wrong[done].sum()))
print(json.dumps(found))
