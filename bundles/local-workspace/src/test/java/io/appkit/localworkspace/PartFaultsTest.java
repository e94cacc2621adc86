package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts that go wrong on request. */
class PartFaultsTest extends AtVolumes {

    private static final String FAULTS = "/api/2.0/appkit-local/faults";

    private PartsClient upload;
    private String one;

    @BeforeEach
    void begin() throws Exception {
        upload = PartsClient.start(app, VOLUME + "/faults");
        one = upload.put(1, "one,");
    }

    @AfterEach
    void completeAllTheSame() throws Exception {
        app.status("DELETE", FAULTS);
        String two = upload.put(2, "two");
        assertThat(upload.complete(Map.of(1, one)).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/faults")).isEqualTo("one,");
        assertThat(two).isNotBlank();
    }

    private static void fault(String fields) throws Exception {
        HttpResponse<byte[]> response = app.send(
                "POST", FAULTS, BodyPublishers.ofString("{" + fields + "}"), "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(int size) throws Exception {
        return upload.send("PUT", upload.link(2), new byte[size]);
    }

    @Test
    void aPartIsRefusedAsOftenAsAskedFor() throws Exception {
        fault("\"kind\":\"part_refused\",\"times\":2,\"skip\":1");
        assertThat(send(10).statusCode()).isEqualTo(200);
        for (int size : new int[] {0, 3_000_000}) {
            HttpResponse<String> refused = send(size);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("<Code>SlowDown</Code>");
        }
        assertThat(send(10).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"after_bytes\":0", ",\"after_bytes\":1000000", ",\"after_bytes\":99999999"})
    void aPartIsCut(String where) throws Exception {
        fault("\"kind\":\"part_cut\",\"times\":1" + where);
        assertThatThrownBy(() -> send(3_000_000)).isInstanceOf(IOException.class);
        Await.until(() -> Files.size(unfinished().get(0)) == 4);
        assertThat(send(3_000_000).statusCode()).isEqualTo(200);
    }

    @Test
    void theAnswerToAPartIsLost() throws Exception {
        fault("\"kind\":\"answer_lost\",\"times\":1,\"path\":\"/storage/*\"");
        assertThatThrownBy(() -> send(10)).isInstanceOf(IOException.class);
        assertThat(Files.size(unfinished().get(0))).isEqualTo(14);
    }

    @Test
    void aLinkIsMadeToExpire() throws Exception {
        fault("\"kind\":\"part_expired\",\"times\":1,\"path\":\"/storage/Volumes/main/default/files/faults\"");
        HttpResponse<String> refused = send(3_000_000);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
        assertThat(send(10).statusCode()).isEqualTo(200);
    }

    @Test
    void filesAreTakenInOnePieceOnly() throws Exception {
        fault("\"kind\":\"parts_off\"");
        assertError(
                PartsClient.initiate(app, VOLUME + "/off", ""),
                403,
                "PERMISSION_DENIED",
                "FILES_API_API_IS_NOT_ENABLED");
        assertThat(app.put(VOLUME + "/off", "in one piece")).isEqualTo(204);
    }

    @Test
    void theDiskIsFull() throws Exception {
        fault("\"kind\":\"disk_full\",\"after_bytes\":1000000,\"times\":1,\"path\":\"/storage/*\"");
        assertThat(send(3_000_000).statusCode()).isEqualTo(500);
        assertThat(Files.size(unfinished().get(0))).isEqualTo(4);
    }
}
