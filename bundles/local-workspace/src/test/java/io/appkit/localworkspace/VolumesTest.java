package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.directory;
import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.AlreadyExists;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.files.CreateDirectoryRequest;
import com.databricks.sdk.service.files.DirectoryEntry;
import com.databricks.sdk.service.files.FilesAPI;
import com.databricks.sdk.service.files.UploadRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample volumes: who may do what, and what is in them. */
class VolumesTest extends AtVolumes {

    private static final String REPORTS = "/Volumes/main/finance/reports";

    @ParameterizedTest
    @CsvSource({
        "app, true, true",
        "ines.calder@example.com, true, true",
        "theo.brandt@example.com, true, false",
        "noor.haddad@example.com, false, false"
    })
    void theReportsAreNotForEverybody(String who, boolean reads, boolean writes) throws Exception {
        FilesClient client = who.equals("app") ? app : FilesClient.of(workspace, who);
        Map<String, Integer> expected = Map.of(
                "GET " + directory(REPORTS), reads ? 200 : 403,
                "HEAD " + directory(REPORTS + "/1998"), reads ? 200 : 403,
                "GET " + file(REPORTS + "/1998/q4/revenue.csv"), reads ? 200 : 403,
                "HEAD " + file(REPORTS + "/1998/q4/revenue.csv"), reads ? 200 : 403,
                "GET " + file(REPORTS + "/missing"), reads ? 404 : 403,
                "PUT " + file(REPORTS + "/new"), writes ? 204 : 403,
                "PUT " + directory(REPORTS + "/folder"), writes ? 204 : 403,
                "DELETE " + file(REPORTS + "/missing"), writes ? 404 : 403,
                "DELETE " + directory(REPORTS + "/missing"), writes ? 404 : 403);
        for (Map.Entry<String, Integer> one : expected.entrySet()) {
            String[] request = one.getKey().split(" ");
            assertThat(client.status(request[0], request[1])).as(one.getKey()).isEqualTo(one.getValue());
        }
        assertThat(client.put(VOLUME + "/of-" + who, "x")).isEqualTo(204);
        assertThat(client.get(VOLUME + "/of-" + who)).isEqualTo("x");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        JsonNode refusal = FilesClient.of(workspace, "noor.haddad@example.com")
                .json("GET", file(REPORTS + "/1998/q4/revenue.csv"));
        assertThat(refusal)
                .hasToString("{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"User does not have READ VOLUME on"
                        + " Volume 'main.finance.reports'.\"}");
        refusal = FilesClient.of(workspace, "theo.brandt@example.com").json("PUT", file(REPORTS + "/new"));
        assertThat(refusal.get("message").asText())
                .isEqualTo("User does not have WRITE VOLUME on Volume 'main.finance.reports'.");
    }

    @Test
    void theEnvironmentNamesThem() {
        assertThat(workspace.environment())
                .containsEntry("DATABRICKS_VOLUME_FILES", VOLUME)
                .containsEntry("DATABRICKS_VOLUME_REPORTS", REPORTS);
    }

    @Test
    void thereIsSomethingToLookAt() throws Exception {
        Path volumes = Folders.fresh();
        start(volumes).close();
        Path files = volumes.resolve("main/default/files");
        assertThat(inside(files))
                .contains(
                        "README.md",
                        "nations.json",
                        "charts/revenue-1998.svg",
                        "notes/Übersicht – année 1998 – 概要.md",
                        "notes/archive/1997/empty.txt",
                        "queries/late-shipments.sql",
                        "scripts/top-nations.py");
        assertThat(Files.readAllLines(files.resolve("revenue-by-nation.csv"))).hasSize(201);
        assertThat(files.resolve("notes/archive/1997/empty.txt")).isEmptyFile();
        assertThat(RestClient.JSON
                        .readTree(files.resolve("nations.json").toFile())
                        .get("regions"))
                .hasSize(5);
        Path reports = volumes.resolve("main/finance/reports");
        for (Path image :
                List.of(files.resolve("charts/revenue-by-quarter.png"), reports.resolve("1998/q4/revenue.png"))) {
            assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(720);
        }
        for (Path document :
                List.of(files.resolve("handbook/returns-policy.pdf"), reports.resolve("1998/q4/revenue.pdf"))) {
            assertThat(Files.readString(document, StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF-1.4")
                    .endsWith("%%EOF\n");
        }
    }

    @Test
    void theDatabricksSdkWorksAgainstThem() throws Exception {
        var names = workspace.environment();
        FilesAPI files = new WorkspaceClient(new DatabricksConfig()
                        .setHost(names.get("DATABRICKS_HOST"))
                        .setClientId(names.get("DATABRICKS_CLIENT_ID"))
                        .setClientSecret(names.get("DATABRICKS_CLIENT_SECRET"))
                        .setAuthType("oauth-m2m"))
                .files();
        String path = VOLUME + "/sdk/sent.txt";
        byte[] content = "what the SDK sends".getBytes(StandardCharsets.UTF_8);
        files.createDirectory(new CreateDirectoryRequest().setDirectoryPath(VOLUME + "/sdk"));
        files.upload(new UploadRequest().setFilePath(path).setContents(new ByteArrayInputStream(content)));
        assertThatThrownBy(() -> files.upload(new UploadRequest()
                        .setFilePath(path)
                        .setOverwrite(false)
                        .setContents(new ByteArrayInputStream(content))))
                .isInstanceOf(AlreadyExists.class);
        assertThat(files.getMetadata(path).getContentLength()).isEqualTo((long) content.length);
        try (InputStream contents = files.download(path).getContents()) {
            assertThat(contents.readAllBytes()).isEqualTo(content);
        }
        files.getDirectoryMetadata(VOLUME + "/sdk");
        for (int i = 0; i < 2499; i++) {
            Files.createFile(folder.resolve("sdk/" + i));
        }
        List<DirectoryEntry> entries = new ArrayList<>();
        files.listDirectoryContents(VOLUME + "/sdk").forEach(entries::add);
        assertThat(entries).hasSize(2500).extracting(DirectoryEntry::getPath).contains(path);
        files.delete(path);
        assertThatThrownBy(() -> files.download(path)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> files.deleteDirectory(VOLUME + "/sdk"))
                .isInstanceOf(InvalidParameterValue.class)
                .hasMessageContaining("not empty");
        files.createDirectory(new CreateDirectoryRequest().setDirectoryPath(VOLUME + "/sdk2"));
        assertThat(files.listDirectoryContents(VOLUME + "/sdk2")).isEmpty();
        files.deleteDirectory(VOLUME + "/sdk2");
    }
}
