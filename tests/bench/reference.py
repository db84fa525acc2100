"""The models of scikit-learn and SciPy on the bench data, one thread: answers each line of standard input (a task as JSON) with a line
of JSON. Times in ms are of the fit alone; data are read and laid out before.

BLAS runs at the speed that it chooses for this machine: variables that would pin it to another one are taken away before it is loaded.
"""

import json
import os
import sys
import time

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_VERBOSE"):
    os.environ.pop(name, None)
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import warnings

import numpy
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import betaln, gammaln
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

warnings.filterwarnings("ignore")
kept = {}


def once(key, file, make):
    """What `make` reads from a file; of each kind the last one is kept."""
    if key not in kept or kept[key][0] != file:
        kept[key] = (file, make())
    return kept[key][1]


def timed(work):
    start = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - start), result


def points(file, d, k, **_):
    data = numpy.fromfile(file, dtype="<f8")
    return data[: k * d].reshape(k, d).copy(), data[k * d :].reshape(-1, d).copy()


def k_means(algorithm, k, iterations, **task):
    start, data = once("points", task["file"], lambda: points(k=k, **task))
    model = KMeans(n_clusters=k, init=start, n_init=1, max_iter=iterations, tol=0, algorithm=algorithm)
    ms, fitted = timed(lambda: model.fit(data))
    return {"ms": ms, "score": fitted.inertia_, "iterations": int(fitted.n_iter_)}


def labelled(file, rows, test, columns, **_):
    data = numpy.fromfile(file, dtype="<f8").reshape(columns + 1, rows + test)
    x = numpy.ascontiguousarray(data[:columns].T)
    y = data[columns].astype(int)
    return x[:rows].copy(), y[:rows].copy(), x[rows:].copy(), y[rows:].copy()


def trees(rounds, depth, rate, leaf, penalty, **task):
    x, y, x_test, y_test = once("labelled", task["file"], lambda: labelled(**task))
    model = HistGradientBoostingClassifier(
        max_iter=rounds, max_depth=depth, max_leaf_nodes=None, learning_rate=rate, min_samples_leaf=leaf,
        l2_regularization=penalty, max_bins=255, early_stopping=False, random_state=1,
    )
    ms, fitted = timed(lambda: model.fit(x, y))
    score_ms, p = timed(lambda: fitted.predict_proba(x_test)[:, 1])
    return {"ms": ms, "score": roc_auc_score(y_test, p), "scoring": score_ms}


def logistic(solver, **task):
    x, y, *_ = once("labelled", task["file"], lambda: labelled(**task))
    model = LogisticRegression(C=1.0, solver=solver, max_iter=1000)
    ms, fitted = timed(lambda: model.fit(x, y))
    w = fitted.coef_[0]
    z = (x @ w + fitted.intercept_[0]) * (2 * y - 1)
    return {"ms": ms, "score": float(numpy.logaddexp(0, -z).sum() + 0.5 * (w @ w)), "iterations": int(fitted.n_iter_[0])}


def bg_nbd(file, **_):
    """Minus ln L of Fader, Hardie & Lee (2005), eq. (6), over the logarithms of r, alpha, a, b; time on a scale of 0 to 10."""
    x, tx, t, count = once("distinct", file, lambda: numpy.fromfile(file, dtype="<f8").reshape(4, -1))
    scale = 10 / t.max()
    total = count.sum()

    def objective(theta):
        r, alpha, a, b = numpy.exp(theta)
        a1 = gammaln(r + x) - gammaln(r) + r * numpy.log(alpha)
        a2 = betaln(a, b + x) - betaln(a, b)
        a3 = -(r + x) * numpy.log(alpha + t * scale)
        a4 = numpy.where(x > 0, numpy.log(a) - numpy.log(b + numpy.maximum(x, 1) - 1) - (r + x) * numpy.log(alpha + tx * scale), -numpy.inf)
        return -(count * (a1 + a2 + numpy.logaddexp(a3, a4))).sum() / total

    ms, fit = timed(lambda: minimize(objective, numpy.zeros(4), method="BFGS"))
    # In the unit of the data: each repeat purchase is a density in time.
    return {"ms": ms, "score": float(-fit.fun * total + (count * x).sum() * numpy.log(scale)), "iterations": int(fit.nit), "rows": len(x)}


def about():
    from threadpoolctl import threadpool_info

    blas = ", ".join(f"{one['internal_api']} {one.get('architecture', '')} {one['num_threads']} thread" for one in threadpool_info())
    return {"about": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}; {blas}"}


tasks = {"about": about, "k-means": k_means, "trees": trees, "logistic": logistic, "bg-nbd": bg_nbd}
for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps(tasks[task.pop("task")](**task)), flush=True)
