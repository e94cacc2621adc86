package io.appkit.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The bundles of the build this test runs in. */
final class Bundles {

    private static final Path FOLDER = Path.of(System.getProperty("appkit.bundles"));

    private Bundles() {}

    static List<Bundle> built() {
        try (Stream<Path> modules = Files.list(FOLDER)) {
            return modules.filter(module -> Files.isDirectory(module.resolve("target/classes")))
                    .map(Bundle::new)
                    .filter(bundle -> Files.exists(bundle.jar()))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A bundle.
     *
     * @param module its folder
     */
    record Bundle(Path module) {

        String name() {
            return module.getFileName().toString();
        }

        Path classes() {
            return module.resolve("target/classes");
        }

        Path jar() {
            return module.resolve("target")
                    .resolve("appkit-" + name() + "-" + System.getProperty("appkit.version") + ".jar");
        }

        String rootPackage() {
            return "io.appkit." + name().replace("-", "");
        }

        /** A header of the manifest; empty if absent. */
        String header(String header) {
            try (JarFile jar = new JarFile(jar().toFile())) {
                String value = jar.getManifest().getMainAttributes().getValue(header);
                return value == null ? "" : value;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
