# Copyright 2026 The Deerpark authors
# SPDX-License-Identifier: Apache-2.0
"""Evaluates recurrences over the DataFrames of a PySpark session.

    import deerpark

    states = deerpark.evaluate(series, "model.json", value_columns=["a", "b"])
    print(states.evaluation.report["outcomeSentence"])
    states.write.parquet("states")
    states.evaluation.close()

It calls dev.deerpark.Deerpark in the session's own Java virtual machine, so Deerpark's jar has to be
on its class path (spark.jars, or --jars), and the session has to be a classic one: Spark Connect has no
such machine. Options are those of the command "evaluate" that are not about files, with underscores.
"""

import json


class BadInput(ValueError):
    """A series, a model or an option cannot be used. The message says what to do."""


class NotConverged(RuntimeError):
    """A run ended without an answer within the tolerance; `report` says how."""

    def __init__(self, sentence, report):
        super().__init__(sentence)
        self.report = report


class Evaluation:
    """A series that was solved. `result` is its lazy DataFrame, `report` a dict of all figures.

    It keeps the inputs on the executors until it is closed, or until nothing in Python and Java refers
    to its result any more. Also a context manager, which closes it.
    """

    def __init__(self, evaluation, session):
        self._evaluation = evaluation
        self.report = json.loads(evaluation.report().json())
        self.converged = bool(evaluation.isConverged())
        self.result = self._frame(session)
        self.result.evaluation = self

    def _frame(self, session):
        from py4j.protocol import Py4JJavaError
        from pyspark.sql import DataFrame

        try:
            return DataFrame(self._evaluation.result(), session)
        except Py4JJavaError as failure:
            if _class(failure) != "dev.deerpark.NotConvergedException":
                raise
            self.close()
            raise NotConverged(self.report["outcomeSentence"], self.report) from None

    def close(self):
        """Frees what it keeps; the result cannot be used any more. Harmless a second time."""
        self._evaluation.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()


def evaluate(series, model=None, **options):
    """Solves a series and returns a lazy DataFrame of its states and outputs, in the order of time.

    series: a DataFrame with one row per step, in any order: a column of consecutive whole numbers, dates or
        timestamps ("t", unless time_column names another) and those of the model's inputs. It is computed several times
        and has to give the same rows each time: cache it where it is expensive.
    model: the path of a JSON sidecar or of an ONNX file.
    options: such as segment_length=100, value_columns=["a", "b"], keep_unconverged=True. Names in a list are taken as
        they stand, only "f0..f127" means 128 of them; in a text, "a, b", those with commas go into backquotes.

    The result's attribute `evaluation` has `report`, a dict of all figures, `converged` and `close()`.
    Raises BadInput, and NotConverged unless keep_unconverged is true.
    """
    from py4j.protocol import Py4JJavaError

    jvm = _machine(series)
    given = {name: _text(value) for name, value in options.items() if value is not None}
    if model is not None:
        given["model"] = str(model)
    try:
        chosen = jvm.dev.deerpark.EvaluateOptions.of(given)
        evaluation = jvm.dev.deerpark.Deerpark.evaluate(series._jdf, chosen)
    except Py4JJavaError as failure:
        if _class(failure) != "dev.deerpark.base.BadInputException":
            raise
        raise BadInput(failure.java_exception.getMessage()) from None
    return Evaluation(evaluation, series.sparkSession).result


def _machine(series):
    """The Java virtual machine of a DataFrame's session, with Deerpark in it."""
    from py4j.java_gateway import JavaPackage

    if type(series).__module__.startswith("pyspark.sql.connect"):
        raise BadInput(
            "The DataFrame is one of Spark Connect, which has no Java virtual machine here to evaluate in:"
            " use a classic session, or the command evaluate with --input-table."
        )
    jvm = series.sparkSession._jvm
    if isinstance(jvm.dev.deerpark.Deerpark, JavaPackage):
        raise BadInput(
            "Deerpark is not on the session's class path: start it with --jars, or spark.jars, and the"
            " path of deerpark-VERSION-submit.jar."
        )
    return jvm


def _class(failure):
    """The name of the class of what was thrown in Java."""
    return failure.java_exception.getClass().getName()


def _text(value):
    """A value as it would stand on the command line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(_item(str(item)) for item in value)
    return str(value)


def _item(text):
    """One of several values; a name that would be read as several, or otherwise, goes into backquotes."""
    plain = text == text.strip() and "," not in text and not text.startswith("`")
    return text if plain else "`" + text.replace("`", "``") + "`"
