"""Writes tests/suite/reference.json: what scikit-learn says of tests/suite/predictions.csv, for tests/suite_reference.rs
to compare with. See README.md beside this file.

    python3 -m venv /tmp/venv
    /tmp/venv/bin/pip install -r tests/suite/requirements.txt
    /tmp/venv/bin/python tests/suite/reference.py
"""

import csv
import json
import pathlib
import platform

import sklearn
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support
from sklearn.utils.multiclass import unique_labels

here = pathlib.Path(__file__).parent


def text(figure):
    """A figure as text: not every reader of JSON keeps the last bit of a number."""
    return repr(float(figure))


def averages(expected, predicted, average):
    precision, recall, f1, _ = precision_recall_fscore_support(expected, predicted, average=average, zero_division=0)
    return {"precision": text(precision), "recall": text(recall), "f1": text(f1)}


def main():
    with (here / "predictions.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected, predicted = [row["expected"] for row in rows], [row["predicted"] for row in rows]
    labels = [str(label) for label in unique_labels(expected, predicted)]
    figures = precision_recall_fscore_support(expected, predicted, labels=labels, zero_division=0)
    reference = {
        "made_by": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
        "cases": len(rows),
        "accuracy": text(accuracy_score(expected, predicted)),
        "labels": labels,
        "intents": {
            label: {"precision": text(p), "recall": text(r), "f1": text(f), "support": int(s)}
            for label, p, r, f, s in zip(labels, *figures)
        },
        "macro": averages(expected, predicted, "macro"),
        "weighted": averages(expected, predicted, "weighted"),
        "confusion": confusion_matrix(expected, predicted, labels=labels).tolist(),
    }
    (here / "reference.json").write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} cases, accuracy {reference['accuracy']}")


if __name__ == "__main__":
    main()
