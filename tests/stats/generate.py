"""Writes tests/stats/reference.json: what scipy and statsmodels say, for tests/stats_reference.rs to compare with.

    python3 -m venv /tmp/venv
    /tmp/venv/bin/pip install -r tests/stats/requirements.txt
    /tmp/venv/bin/python tests/stats/generate.py

Each group is a list of cases; the numbers before the last (or in "of") are what a function is given, the rest is the
answer. Always-valid figures have no library: they are computed here from the formulas in 50 digits.
"""

import itertools
import json
import pathlib
import platform

import mpmath
import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower, normal_power, normal_sample_size_one_tail
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW, _zstat_generic2

mpmath.mp.dps = 50
rng = numpy.random.default_rng(20261121)


def normal():
    cases = []
    for z in [-38, -20, -8, -5, -3, -1.96, -1, -0.3, -1e-9, 0, 1e-12, 0.01, 0.5, 1, 1.645, 2.576, 4, 6, 10, 25, 37]:
        cases.append({"z": z, "cdf": stats.norm.cdf(z), "sf": stats.norm.sf(z), "p": min(1.0, 2 * stats.norm.sf(abs(z)))})
    return cases


def normal_quantile():
    ps = [1e-300, 1e-100, 1e-20, 1e-12, 1e-6, 1e-4, 0.001, 0.005, 0.025, 0.05, 0.1, 0.25, 0.4, 0.4999, 0.5001]
    ps += [0.6, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9999, 1 - 1e-9, 1 - 1e-15]
    return [{"p": p, "z": stats.norm.ppf(p)} for p in ps]


def student():
    # The t tail as a regularised incomplete beta function in 50 digits: scipy itself loses digits far out.
    cases = []
    for df, t in itertools.product(
        [1, 1.5, 2, 3.7, 8, 14, 30, 99.5, 400, 998, 1000, 1500, 28_597.2, 1e6, 1e9],
        [0, 1e-3, 0.2, 0.9, 1.7, 1.96, 2.6, 4, 7, 12, 30],
    ):
        df_, t_ = mpmath.mpf(df), mpmath.mpf(t)
        p = mpmath.betainc(df_ / 2, mpmath.mpf(1) / 2, 0, df_ / (df_ + t_**2), regularized=True)
        scipy_p = 2 * stats.t.sf(t, df)
        if t <= 7:
            assert abs(float(p) / scipy_p - 1) < 1e-9, (df, t, float(p), scipy_p)
        cases.append({"t": t, "df": df, "p": float(p), "scipy": float(scipy_p)})
    return cases


def student_quantile():
    return [
        {"p": p, "df": df, "t": stats.t.ppf(p, df)}
        for df in [1, 2, 3.7, 8, 30, 99.5, 400, 998, 1000, 28_597.2, 1e6]
        for p in [1e-6, 0.005, 0.025, 0.1, 0.45, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9995, 0.999999]
    ]


def chi_square():
    return [{"x": x, "sf": stats.chi2.sf(x, 1)} for x in [0, 1e-8, 0.01, 0.4549, 1, 2.7, 3.84, 6.63, 10.83, 40, 200, 900]]


def welch():
    cases = []
    for _ in range(60):
        n = [int(v) for v in numpy.exp(rng.uniform(numpy.log(2), numpy.log(3e6), 2))]
        mean = rng.normal(0, 1, 2) * 10 ** rng.uniform(-6, 6)
        sd = 10 ** rng.uniform(-3, 1, 2) * abs(mean[0])
        # Few standard errors apart, so that p-values spread.
        mean[1] = mean[0] + rng.normal(0, 2) * (sd[0] ** 2 / n[0] + sd[1] ** 2 / n[1]) ** 0.5
        result = stats.ttest_ind_from_stats(mean[1], sd[1], n[1], mean[0], sd[0], n[0], equal_var=False)
        a, b = sd[0] ** 2 / n[0], sd[1] ** 2 / n[1]
        df = (a + b) ** 2 / (a**2 / (n[0] - 1) + b**2 / (n[1] - 1))
        half = stats.t.ppf(0.975, df) * (a + b) ** 0.5
        cases.append({
            "mean": list(mean), "sd": list(sd), "n": n, "t": result.statistic, "p": result.pvalue, "df": df,
            "se": (a + b) ** 0.5, "low": mean[1] - mean[0] - half, "high": mean[1] - mean[0] + half,
        })
    return cases


def welch_from_users():
    """Whole samples through statsmodels: sums on one side, users on the other."""
    cases = []
    for n, m, shift in [(8, 9, 0), (30, 50, 0.4), (200, 180, 0.1), (5, 400, 1), (1000, 1000, 0.02)]:
        a, b = rng.exponential(1, n), rng.exponential(1 + shift, m)
        compare = CompareMeans(DescrStatsW(b), DescrStatsW(a))
        t, p, df = compare.ttest_ind(usevar="unequal")
        low, high = compare.tconfint_diff(0.05, usevar="unequal")
        cases.append({
            "sums": [[n, a.sum(), (a**2).sum()], [m, b.sum(), (b**2).sum()]],
            "t": t, "p": p, "df": df, "low": low, "high": high,
        })
    return cases


def relative():
    """The delta method with numerical derivatives of the ratio, in 50 digits."""
    cases = []
    for _ in range(30):
        mean_c = 10 ** rng.uniform(-5, 5)
        mean_t = mean_c * (1 + rng.normal(0, 0.2))
        se_c, se_t = mean_c * rng.uniform(0.001, 0.1, 2)
        ratio = lambda c, t: t / c - 1
        by_c = mpmath.diff(ratio, (mpmath.mpf(mean_c), mpmath.mpf(mean_t)), (1, 0))
        by_t = mpmath.diff(ratio, (mpmath.mpf(mean_c), mpmath.mpf(mean_t)), (0, 1))
        se = mpmath.sqrt((by_c * se_c) ** 2 + (by_t * se_t) ** 2)
        cases.append({"of": [mean_c, se_c, mean_t, se_t], "r": float(ratio(mpmath.mpf(mean_c), mean_t)), "se": float(se)})
    return cases


def sample_ratio():
    pairs = [(50, 50), (40, 60), (5000, 5200), (14208, 14391), (14208, 12904), (1000, 1100), (0, 200), (1, 0)]
    pairs += [(10**9, 10**9 + 10**5), (3, 4), (100_000, 101_500)]
    return [{"users": [c, t], "p": stats.chisquare([c, t]).pvalue} for c, t in pairs]


def multiplicity():
    cases = [[0.01, 0.04, 0.03, 0.005], [0.5], [1, 1, 0], [0.05, 0.05], [0.001, 0.009, 0.41, 0.77]]
    cases += [list(rng.uniform(0, 1, m) ** 3) for m in (2, 3, 5, 8, 13, 40) for _ in range(5)]
    return [
        {"p": p, "holm": list(multipletests(p, method="holm")[1]), "bh": list(multipletests(p, method="fdr_bh")[1])}
        for p in cases
    ]


def power():
    cases = []
    for effect, se, alpha in itertools.product([0, 0.1, 1, 2.8, 5, -3], [0.5, 1, 1.7], [0.05, 0.01, 0.1, 0.0125]):
        # normal_power(effect, nobs, alpha) takes effect·√nobs/sigma as the shift.
        cases.append({"effect": effect, "se": se, "alpha": alpha,
                      "power": float(normal_power(abs(effect), 1, alpha, alternative="two-sided", sigma=se))})
    return cases


def planner():
    """The normal sample size for a difference of two means, which NormalIndPower then finds to have the power wanted."""
    cases = []
    for mean, sd, change, alpha, chance in itertools.product(
        [0.1842, 4.18, 250], [0.7, 21], [0.02, 0.05, -0.1], [0.05, 0.01], [0.8, 0.9]
    ):
        difference = abs(mean * change)
        n = float(normal_sample_size_one_tail(difference, chance, alpha / 2, std_null=sd * 2**0.5))
        if n > 10:
            reached = NormalIndPower().power(difference / sd, n, alpha, ratio=1)
            assert abs(reached - chance) < 1e-6, (reached, chance)
        cases.append({"mean": mean, "sd": sd, "change": change, "alpha": alpha, "power": chance, "n": n})
    return cases


def required_users():
    cases = []
    for users, se, effect, chance in itertools.product([200, 28_599], [0.4, 2.5], [1, 5], [0.8, 0.9]):
        # The spread of one user is se·√users.
        n = normal_sample_size_one_tail(effect, chance, 0.025, std_null=se * users**0.5)
        cases.append({"users": users, "se": se, "effect": effect, "alpha": 0.05, "power": chance, "n": float(n)})
    return cases


def sequential():
    cases = []
    for planned, share, alpha, z in itertools.product(
        [1, 300, 28_000, 4e6], [0.01, 0.1, 0.5, 1, 2], [0.05, 0.025, 0.01], [0, 1, 2.5, 3, 6]
    ):
        n = planned * share
        a = mpmath.mpf(alpha)
        rho2 = (-2 * mpmath.log(a) + mpmath.log(-2 * mpmath.log(a) + 1)) / mpmath.mpf(planned)
        x = mpmath.mpf(n) * rho2
        reach = mpmath.sqrt(2 * (x + 1) / x * mpmath.log(mpmath.sqrt(x + 1) / a))
        p = min(mpmath.mpf(1), mpmath.sqrt(1 + x) * mpmath.exp(-x * mpmath.mpf(z) ** 2 / (2 * (1 + x))))
        cases.append({"planned": planned, "n": n, "alpha": alpha, "z": z, "reach": float(reach), "p": float(p)})
    return cases


def interval():
    cases = []
    for mean, se, alpha in itertools.product([-6.8, 0, 250], [0.01, 2.1], [0.1, 0.05, 0.01, 0.025]):
        low, high = stats.norm.interval(1 - alpha, loc=mean, scale=se)
        _, p = _zstat_generic2(mean, se, "two-sided")
        cases.append({"mean": mean, "se": se, "alpha": alpha, "low": low, "high": high, "p": float(p)})
    return cases


def main():
    groups = [normal, normal_quantile, student, student_quantile, chi_square, welch, welch_from_users, relative,
              sample_ratio, multiplicity, power, planner, required_users, sequential, interval]
    answer = {
        "versions": {
            "python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__, "mpmath": mpmath.__version__,
        }
    }
    for group in groups:
        answer[group.__name__] = group()
    lines = []
    for name, value in answer.items():
        if isinstance(value, list):
            body = ",\n".join("  " + json.dumps(case, default=float) for case in value)
            lines.append(f'"{name}": [\n{body}\n]')
        else:
            lines.append(f'"{name}": {json.dumps(value)}')
    path = pathlib.Path(__file__).with_name("reference.json")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(path, sum(len(v) for v in answer.values() if isinstance(v, list)), "cases")


main()
