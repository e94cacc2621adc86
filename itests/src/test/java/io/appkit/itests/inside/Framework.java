package io.appkit.itests.inside;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.environment;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;

/** The built distribution with a test inside. */
final class Framework {

    private static final String FROM_24 = "24+:";

    private Framework() {}

    static Option[] distribution() {
        String archive = Path.of(System.getProperty("appkit.archive")).toUri().toString();
        String exam = Path.of(System.getProperty("exam.repository")).toUri() + "@id=exam";
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(archive)
                    .unpackDirectory(new File(System.getProperty("appkit.work")))
                    .useDeployFolder(false),
            jvmOptions(),
            vmOption("-Dappkit.log.appender=File"),
            vmOption("-classpath"),
            vmOption("lib/boot/*" + File.pathSeparator + "lib/jdk9plus/*" + File.pathSeparator + "lib/endorsed/*"),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            doNotModifyLogConfiguration(),
            keepRuntimeFolder(),
            systemTimeout(90_000),
            environment("DATABRICKS_APP_PORT=0"),
            editConfigurationFileExtend(
                    "etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.defaultRepositories", exam),
            propagateSystemProperties("swap.rounds"),
            bundle(jar(Assertions.class)),
            bundle(jar(ByteBuddy.class))
        };
    }

    /** Those of the start script. */
    private static Option jvmOptions() {
        boolean from24 = Runtime.version().feature() >= 24;
        Path options = Path.of("../assembly/src/main/resources/etc/jvm.options");
        try (Stream<String> lines = Files.lines(options)) {
            return composite(lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .filter(line -> from24 || !line.startsWith(FROM_24))
                    .map(line -> vmOption(line.startsWith(FROM_24) ? line.substring(FROM_24.length()) : line))
                    .toArray(Option[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
