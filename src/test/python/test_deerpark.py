# Copyright 2026 The Deerpark authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of deerpark.py on PySpark; PySparkIT runs them, with the class path in DEERPARK_CLASSPATH."""

import json
import os
import sys
import unittest
from pathlib import Path

from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "src/main/python"))

import deerpark  # noqa: E402

EXAMPLE = ROOT / "src/main/resources/dev/deerpark/examples/ecg"
MODEL = EXAMPLE / "gru24_ecg208.json"


class DeerparkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", False)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.extraClassPath", os.environ["DEERPARK_CLASSPATH"])
            .getOrCreate()
        )
        cls.spark.sparkContext.setLogLevel("ERROR")
        cls.series = cls.spark.read.parquet(str(EXAMPLE / "ecg208.parquet")).where("t < 3000")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_a_data_frame_goes_in_and_one_comes_out(self):
        result = deerpark.evaluate(self.series, MODEL, verify="full", emit=["states", "outputs"], every=10)
        self.assertEqual(["t", "state", "output"], result.columns)
        rows = result.collect()
        self.assertEqual(list(range(0, 3000, 10)), [row.t for row in rows])
        self.assertEqual(24, len(rows[0].state))
        self.assertTrue(result.evaluation.converged)
        self.assertEqual("CONVERGED", result.evaluation.report["outcome"])
        self.assertLess(result.evaluation.report["verification"]["scaledDifference"], 1e-5)
        result.evaluation.close()
        with self.assertRaisesRegex(Exception, "The evaluation is closed"):
            result.count()

    def test_options_have_the_names_of_the_command(self):
        with self.assertRaisesRegex(deerpark.BadInput, "did you mean segment-length"):
            deerpark.evaluate(self.series, MODEL, segment_lenght=10)
        with self.assertRaisesRegex(deerpark.BadInput, 'no column "nothing"'):
            deerpark.evaluate(self.series, MODEL, value_columns=["nothing"])
        with self.assertRaisesRegex(deerpark.BadInput, "model"):
            deerpark.evaluate(self.series)

    def test_names_in_a_list_are_taken_as_they_stand(self):
        named = self.series.where("t < 200").withColumnRenamed("mlii_mv", "`mV`, MLII")
        with deerpark.evaluate(named, MODEL, value_columns=["`mV`, MLII"], emit="outputs").evaluation as evaluation:
            self.assertTrue(evaluation.converged)

    def test_without_convergence_there_is_a_report(self):
        few = dict(method="jacobi", segment_length=1, max_iterations=2)
        with self.assertRaises(deerpark.NotConverged) as failure:
            deerpark.evaluate(self.series, MODEL, **few)
        self.assertEqual("MAX_ITERATIONS", failure.exception.report["outcome"])
        kept = deerpark.evaluate(self.series, MODEL, keep_unconverged=True, **few)
        with kept.evaluation as evaluation:
            self.assertFalse(evaluation.converged)
            self.assertEqual(3000, kept.count())

    def test_spark_connect_is_refused(self):
        connected = type("DataFrame", (), {"__module__": "pyspark.sql.connect.dataframe"})()
        with self.assertRaisesRegex(deerpark.BadInput, "Spark Connect"):
            deerpark.evaluate(connected, MODEL)

    def test_the_report_is_plain_data(self):
        result = deerpark.evaluate(self.series, MODEL, emit="outputs")
        with result.evaluation as evaluation:
            json.dumps(evaluation.report)
            self.assertEqual("program", evaluation.report["settings"]["emit"]["source"])


if __name__ == "__main__":
    unittest.main()
