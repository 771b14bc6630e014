/**
 * Every option of the commands, declared once.
 *
 * <p>{@link dev.deerpark.settings.Option} holds names, units, defaults and descriptions; the
 * command line's help, the configuration keys {@code spark.deerpark.*} and the reference file
 * {@code conf/deerpark-reference.properties} all come from it. {@link
 * dev.deerpark.settings.OptionValues} decides which source wins: the command line, then the
 * configuration ({@code --conf} or a properties file of spark-submit), then the documented default.
 * {@link dev.deerpark.settings.EvaluateSettings} and {@link dev.deerpark.settings.GenerateSettings}
 * are the typed and checked results that the use cases read.
 */
package dev.deerpark.settings;
