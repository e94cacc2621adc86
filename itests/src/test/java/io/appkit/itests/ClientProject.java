package io.appkit.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The Node project that runs the hooks of the npm client, with Vitest. */
final class ClientProject {

    private static final Path FOLDER = Path.of("client");
    private static final Path WORK = Path.of(System.getProperty("appkit.work"));
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration TEST_LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientProject() {}

    /** Installs the packages of the lock file, unless they are there. */
    static ClientProject install() throws IOException {
        FileTime locked = Files.getLastModifiedTime(FOLDER.resolve("package-lock.json"));
        Path installed = FOLDER.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed) || Files.getLastModifiedTime(installed).compareTo(locked) < 0) {
            Run npm = Run.of(INSTALL_LIMIT, Map.of(), "npm", "ci", "--ignore-scripts", "--prefer-offline");
            npm.requireSuccess();
        }
        return new ClientProject();
    }

    /** Runs all tests; the nodes tell their results. */
    List<DynamicNode> test(Map<String, String> environment) throws IOException {
        Path report = Files.createTempFile(WORK, "client", ".json");
        Run vitest = Run.of(
                TEST_LIMIT,
                environment,
                "node",
                "node_modules/vitest/vitest.mjs",
                "run",
                "--reporter=default",
                "--reporter=json",
                "--outputFile.json=" + report);
        JsonNode results = JSON.readTree(report.toFile());
        if (!results.path("success").asBoolean()
                && results.path("numFailedTestSuites").asInt() == 0) {
            vitest.requireSuccess();
        }
        return stream(results.path("testResults")).map(ClientProject::file).toList();
    }

    private static DynamicNode file(JsonNode file) {
        String name = Path.of(file.path("name").asText()).getFileName().toString();
        JsonNode tests = file.path("assertionResults");
        if (tests.isEmpty()) {
            return DynamicTest.dynamicTest(name, () -> {
                throw new AssertionError(
                        name + " cannot be run: " + file.path("message").asText());
            });
        }
        return DynamicContainer.dynamicContainer(name, stream(tests).map(test -> test(name, test)));
    }

    private static DynamicNode test(String file, JsonNode test) {
        String name = test.path("fullName").asText();
        return DynamicTest.dynamicTest(name, () -> {
            String status = test.path("status").asText();
            if (!status.equals("passed")) {
                String messages = stream(test.path("failureMessages"))
                        .map(JsonNode::asText)
                        .collect(Collectors.joining("\n"));
                throw new AssertionError(file + ": " + name + ": " + status + "\n" + messages);
            }
        });
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** A command that has ended. */
    private record Run(String command, int exitCode, String output) {

        static Run of(Duration limit, Map<String, String> environment, String... command) throws IOException {
            Path output = Files.createTempFile(WORK, "client", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("NO_COLOR", "1");
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                return new Run(String.join(" ", command), ended ? process.exitValue() : -1, Files.readString(output));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }

        void requireSuccess() {
            if (exitCode != 0) {
                throw new AssertionError("\"" + command + "\" ended with " + exitCode + "\n" + output);
            }
        }
    }
}
