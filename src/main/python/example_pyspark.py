# Copyright 2026 The Deerpark authors
# SPDX-License-Identifier: Apache-2.0
"""A notebook as a script: five seconds of an electrocardiogram, and what a trained GRU makes of them.

The cells, which begin with "# %%", run one by one in editors that know them, or all at once, from the
repository's root with PySpark 4.2 and matplotlib:

    spark-submit --jars target/deerpark-0.1.0-SNAPSHOT-submit.jar --py-files src/main/python/deerpark.py \\
        src/main/python/example_pyspark.py
"""

# %% A session, and the series that comes with Deerpark
import matplotlib

matplotlib.use("Agg")  # leave this out in a notebook
import matplotlib.pyplot as plt
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

import deerpark

EXAMPLE = "src/main/resources/dev/deerpark/examples/ecg/"
spark = SparkSession.builder.getOrCreate()
series = spark.read.parquet(EXAMPLE + "ecg208.parquet")

# %% Solve: the whole series, 108,000 steps in parallel over time
beats = deerpark.evaluate(series, EXAMPLE + "gru24_ecg208.json", emit="outputs", tolerance=1e-6)
report = beats.evaluation.report
print(report["outcomeSentence"])
print(f"{report['passes']:.2f} passes over the series, residual {report['residual']:.1e}")

# %% Use: rows are walked here, and only here
some = (
    series.join(beats, "t")
    .where("t BETWEEN 3600 AND 5399")
    .orderBy("t")
    .select((col("t") / 360).alias("seconds"), "mlii_mv", col("output")[0].alias("predicted"))
    .collect()
)
beats.evaluation.close()

# %% Plot: the network predicts the next sample
seconds = [row.seconds for row in some]
figure, axes = plt.subplots(figsize=(9, 3), layout="constrained")
axes.plot(seconds, [row.mlii_mv for row in some], color="0.6", label="measured")
axes.plot(seconds[1:], [row.predicted for row in some][:-1], color="C3", lw=0.8, label="predicted")
axes.set(xlabel="seconds", ylabel="millivolt", title="Record 208, lead MLII")
axes.legend(loc="upper right")
figure.savefig("target/beats.png", dpi=150)
print("Drawn: target/beats.png")
