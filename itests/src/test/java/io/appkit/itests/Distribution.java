package io.appkit.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The built archive, in a folder of its own whose path has a blank in it, as if freshly unpacked. */
final class Distribution {

    private static final Path ARCHIVE = Path.of(System.getProperty("appkit.archive"));
    private static final Path WORK = Path.of(System.getProperty("appkit.work"));
    private static final String DEFAULT_JAVA = System.getProperty("java.home");

    private static final int FIRST_PORT = 10_000;
    private static final int FIRST_PORT_OF_THE_SYSTEM = 32_768;

    private static Path original;

    private final Path home;

    private Distribution(Path home) {
        this.home = home;
    }

    static Distribution unpack() {
        try {
            Path home = Files.createTempDirectory(Files.createDirectories(WORK), "an app ")
                    .resolve("appkit");
            Files.createDirectory(home);
            // What is only read is linked: the archive is large.
            run("cp", "-al", original("lib"), original("system"), home.toString());
            run("cp", "-a", original("bin"), original("etc"), original("deploy"), home.toString());
            return new Distribution(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String original(String folder) throws IOException {
        if (original == null) {
            Path target = Files.createTempDirectory(Files.createDirectories(WORK), "original");
            run("tar", "xzf", ARCHIVE.toString(), "-C", target.toString(), "--strip-components=1");
            original = target;
        }
        return original.resolve(folder).toString();
    }

    static void run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path home() {
        return home;
    }

    /** Adds lines to a file in {@code etc}. */
    Distribution configure(String file, String... lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), List.of(lines));
        return this;
    }

    /** {@code bin/appkit server} on a free port. */
    Server start() {
        return start(Map.of());
    }

    /** {@code bin/appkit server} on a free port, with more environment. */
    Server start(Map<String, String> environment) {
        return launch(List.of(), environment, "server");
    }

    /**
     * {@code bin/appkit} with no environment but a path, a Java and a free port.
     *
     * @param wrapper command and arguments in front
     */
    Server launch(List<String> wrapper, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(script().toString());
        command.addAll(List.of(arguments));
        return run(command, environment);
    }

    /** {@code bin/appkit} in a terminal, which {@code script} of util-linux plays. */
    Server openTerminal() {
        return openTerminal(List.of());
    }

    /**
     * {@code bin/appkit} in a terminal.
     *
     * @param wrapper command and arguments in front
     */
    Server openTerminal(List<String> wrapper) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of("script", "-qfe", "/dev/null", "-c", "'" + script() + "'"));
        return run(command, Map.of("TERM", "xterm", "SHELL", "/bin/sh"));
    }

    private Path script() {
        return home.resolve("bin/appkit");
    }

    private Server run(List<String> command, Map<String, String> environment) {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command).directory(new java.io.File("/"));
        Map<String, String> clean = builder.environment();
        String path = clean.getOrDefault("PATH", "/usr/bin:/bin");
        clean.clear();
        clean.put("PATH", path);
        clean.put("HOME", home.toString());
        clean.put("JAVA_HOME", DEFAULT_JAVA);
        clean.put("DATABRICKS_APP_PORT", Integer.toString(port));
        clean.putAll(environment);
        return Server.start(builder, Integer.parseInt(clean.get("DATABRICKS_APP_PORT")));
    }

    /** Below those that the system gives away, lest the local workspace gets it before the server does. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT_OF_THE_SYSTEM);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
