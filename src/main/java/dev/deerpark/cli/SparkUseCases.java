// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.Compare;
import dev.deerpark.app.Evaluate;
import dev.deerpark.app.ExampleFiles;
import dev.deerpark.app.Generate;
import dev.deerpark.app.GpuCheck;
import dev.deerpark.app.Inspect;
import dev.deerpark.app.Resume;
import dev.deerpark.app.bench.Bench;
import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.monitor.DeerparkPlugin;
import dev.deerpark.app.record.SparkNotStarted;
import dev.deerpark.app.streaming.StreamRun;
import dev.deerpark.app.study.Applications;
import dev.deerpark.app.study.EventLogs;
import dev.deerpark.app.study.Predict;
import dev.deerpark.app.study.Study;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import dev.deerpark.spark.DeerparkRegistrator;
import dev.deerpark.spark.streaming.SeriesStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Runs the commands on Spark: starts it, and stops it whatever happens. */
final class SparkUseCases implements UseCases {
  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String SPARKS_OWN = "spark_catalog";

  private static final String SECRET_OF_WORKER = "_SPARK_AUTH_SECRET";

  private final SparkConf submitted = new SparkConf();

  @Override
  public Map<String, String> configuration() {
    Map<String, String> configuration = new HashMap<>();
    for (Tuple2<String, String> entry : submitted.getAll()) {
      configuration.put(entry._1(), entry._2());
    }
    return configuration;
  }

  @Override
  public ExitStatus evaluate(EvaluateSettings settings, Console console) {
    requireGpus(submitted, settings);
    settings.output().table().ifPresent(name -> requireCatalogThatLasts(submitted, name));
    return run(
        Command.EVALUATE,
        settings.values(),
        console,
        spark -> {
          try (ExampleFiles files = ExampleFiles.of(settings)) {
            return files.settings().compared().isEmpty()
                ? new Evaluate(spark, files.settings(), console).run()
                : new Compare(spark, files.settings(), console).run();
          }
        });
  }

  @Override
  public ExitStatus resume(OptionValues values, Console console) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(submitted);
    return evaluate(Resume.settings(values, hadoop, console), console);
  }

  @Override
  public ExitStatus inspect(EvaluateSettings settings, Console console) {
    requireGpus(submitted, settings);
    settings.output().table().ifPresent(name -> requireCatalogThatLasts(submitted, name));
    return run(
        Command.INSPECT,
        settings.values(),
        console,
        spark -> {
          try (ExampleFiles files = ExampleFiles.of(settings)) {
            return new Inspect(spark, files.settings(), console).run();
          }
        });
  }

  @Override
  public ExitStatus stream(StreamCommandSettings settings, Console console) {
    settings.stream()
        .run()
        .output()
        .table()
        .ifPresent(name -> requireCatalogThatLasts(submitted, name));
    return run(
        Command.STREAM,
        settings.values(),
        console,
        spark -> {
          if (!submitted.contains(SHUFFLE_PARTITIONS)) {
            int cores = spark.sparkContext().defaultParallelism();
            spark.conf().set(SHUFFLE_PARTITIONS, Integer.toString(cores));
          }
          return new StreamRun(spark, settings, console).run();
        });
  }

  @Override
  public ExitStatus generate(GenerateSettings settings, Console console) {
    return run(
        Command.GENERATE,
        settings.values(),
        console,
        spark -> new Generate(spark, settings, console).run());
  }

  @Override
  public ExitStatus bench(BenchSettings settings, Console console) {
    return run(
        Command.BENCH,
        settings.values(),
        console,
        spark -> new Bench(spark, settings, console).run());
  }

  /** Starts Spark itself, again and again; or not at all, where nothing is measured. */
  @Override
  public ExitStatus study(StudySettings settings, Console console) {
    SupportedSpark.current().requireBuilt();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(submitted);
    if (settings.task().predictedLength().isPresent()) {
      return new Predict(settings, hadoop, console).run();
    }
    if (settings.task().eventLog().isPresent()) {
      return new EventLogs(settings, hadoop, console).run();
    }
    try (TemporaryFolder temporary = TemporaryFolder.make()) {
      SparkConf conf = withDefaults(submitted, Command.STUDY, temporary.path());
      if (GpuResources.isLocal(conf.get("spark.master"))) {
        withoutGpus(conf, false, console);
      }
      Applications applications = new StudyApplications(conf, settings.values().isVerbose());
      return new Study(applications, settings, hadoop, console).run();
    }
  }

  /** On this machine alone, and so without Spark. */
  @Override
  public ExitStatus gpuCheck(GpuCheckSettings settings, Console console) {
    return new GpuCheck(settings, console).run();
  }

  /**
   * The file in which the submitter of this driver looks for its outcome; empty outside cluster
   * mode.
   */
  Optional<OutcomeFile> outcomeFile() {
    return submitted.contains(OutcomeFile.KEY)
        ? Optional.of(
            new OutcomeFile(
                submitted.get(OutcomeFile.KEY), SparkHadoopUtil.get().newConfiguration(submitted)))
        : Optional.empty();
  }

  private static SparkSession start(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Throwable e) { // Scala throws checked exceptions without declaring them
      throw new SparkNotStarted(conf.get("spark.master"), e);
    }
  }

  private ExitStatus run(
      Command command,
      OptionValues values,
      Console console,
      Function<SparkSession, ExitStatus> useCase) {
    SupportedSpark.current().requireBuilt();
    try (TemporaryFolder temporary = TemporaryFolder.make()) {
      SparkConf conf = withDefaults(submitted, command, temporary.path());
      if (GpuResources.isLocal(conf.get("spark.master"))) {
        boolean asked = command.options().contains(Option.GPUS) && values.isGiven(Option.GPUS);
        withoutGpus(conf, asked, console);
        LocalFolders.requireOne(conf, Optional.ofNullable(System.getenv(LocalFolders.VARIABLE)));
      }
      takeSecret(conf, Optional.ofNullable(System.getenv(SECRET_OF_WORKER)));
      console.line("Starting Spark on " + conf.get("spark.master"));
      SparkSession spark = start(conf);
      if (values.isVerbose()) {
        spark.sparkContext().setLogLevel("INFO");
      }
      try {
        return useCase.apply(spark);
      } finally {
        spark.stop();
      }
    }
  }

  /**
   * Takes the secret of a standalone cluster from where its worker leaves it for a driver, which
   * Spark itself looks for among the settings alone.
   */
  static void takeSecret(SparkConf conf, Optional<String> ofWorker) {
    if (conf.getBoolean("spark.authenticate", false)) {
      ofWorker.ifPresent(secret -> conf.setIfMissing("spark.authenticate.secret", secret));
    }
  }

  /**
   * @throws BadInputException where GPUs are asked for and executors are not to have them
   */
  static void requireGpus(SparkConf conf, EvaluateSettings settings) {
    boolean missing =
        !conf.contains(GpuResources.EXECUTOR_AMOUNT) || !conf.contains(GpuResources.TASK_AMOUNT);
    if (settings.layout().gpus().isPresent()
        && !GpuResources.isLocal(conf.get("spark.master", ""))
        && missing) {
      throw new BadInputException(
          "--gpus: start by submit/spark-submit, which has Spark give executors GPUs, or set "
              + GpuResources.EXECUTOR_AMOUNT
              + " and "
              + GpuResources.TASK_AMOUNT
              + ".");
    }
  }

  /**
   * Spark's own catalog is in memory unless Hive keeps it, and ends with the run.
   *
   * @throws BadInputException where the table would be gone afterwards
   */
  static void requireCatalogThatLasts(SparkConf conf, String table) {
    int dot = table.indexOf('.');
    String first = dot < 0 ? "" : table.substring(0, dot).replace("`", "");
    boolean byPath = table.matches("\\w+\\.`.*/.*`");
    boolean another = conf.contains("spark.sql.catalog." + first) && !first.equals(SPARKS_OWN);
    boolean own = !byPath && !another && !conf.contains("spark.sql.defaultCatalog");
    if (own && !conf.get("spark.sql.catalogImplementation", "in-memory").equals("hive")) {
      throw new BadInputException(
          "--output-table: "
              + table
              + " is in Spark's own catalog, which is in memory and ends with the run. Name a table"
              + " CATALOG.DATABASE.TABLE of a catalog that is set up by spark.sql.catalog.CATALOG, or"
              + " set spark.sql.catalogImplementation to hive.");
    }
  }

  /**
   * With settings for GPUs a local Spark would start no task, and say nothing.
   *
   * @param asked whether GPUs are asked for by {@code --gpus}
   */
  static void withoutGpus(SparkConf conf, boolean asked, Console console) {
    List<String> given =
        Stream.of(conf.getAll())
            .map(Tuple2::_1)
            .filter(key -> key.matches("spark\\.(executor|task)\\.resource\\.gpu\\..*"))
            .toList();
    given.forEach(conf::remove);
    if (asked) {
      console.line("Local Spark gives tasks no GPUs: all are to share this machine's first one");
    } else if (!given.isEmpty()) {
      console.line(
          "Local Spark gives tasks no GPUs: "
              + String.join(", ", given)
              + " are left out; --gpus 1 walks on this machine's first one");
    }
  }

  /** The submitted configuration, with Deerpark's defaults where the user set nothing. */
  static SparkConf withDefaults(SparkConf submitted, Command command, Path temporary) {
    SparkConf conf =
        submitted
            .clone()
            .setIfMissing("spark.master", "local[*]")
            .setIfMissing("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .setIfMissing("spark.sql.session.timeZone", "UTC")
            // Spark lists files in a task for each, up to this number: ten thousand take minutes
            .setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "256")
            // of Spark's stores, the only one that holds the states of a stream
            .setIfMissing(SeriesStream.PROVIDER, SeriesStream.ROCKS_DB)
            // Spark creates a folder for tables even where there are none, by default in the
            // current one
            .setIfMissing(
                "spark.sql.warehouse.dir", temporary.resolve("warehouse").toUri().toString())
            .setIfMissing("spark.ui.showConsoleProgress", String.valueOf(Terminal.isInteractive()));
    // spark-submit names an application without a name after its main class.
    if (conf.get("spark.app.name", Main.class.getName()).equals(Main.class.getName())) {
      conf.setAppName("Deerpark " + command.commandName());
    }
    if (conf.get("spark.master").startsWith("local")) {
      // on a cluster, the executors' machines have folders of their own
      conf.setIfMissing("spark.local.dir", temporary.resolve("blocks").toString());
    }
    addTo(conf, "spark.kryo.registrator", DeerparkRegistrator.class);
    addTo(conf, "spark.plugins", DeerparkPlugin.class);
    return conf;
  }

  /** Adds a class of ours to those of the user in a list of names. */
  private static void addTo(SparkConf conf, String key, Class<?> ours) {
    String users = conf.get(key, "");
    if (!users.contains(ours.getName())) {
      conf.set(key, users.isEmpty() ? ours.getName() : users + "," + ours.getName());
    }
  }
}
