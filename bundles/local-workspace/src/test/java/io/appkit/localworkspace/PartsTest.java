package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come in parts. */
class PartsTest extends AtVolumes {

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 70_000, 3_000_000})
    void aFileComesInPartsAndShowsWhenItIsComplete(int size) throws Exception {
        byte[] content = random(3 * size - size / 2);
        PartsClient upload = PartsClient.start(app, VOLUME + "/in" + size + "/parts ü.bin");
        Map<Integer, String> etags = new TreeMap<>();
        for (int part = 1; part <= 3; part++) {
            byte[] bytes = Arrays.copyOfRange(content, (part - 1) * size, Math.min(content.length, part * size));
            etags.put(part, upload.put(part, bytes));
            assertThat(unfinished()).as("one file, without a copy").hasSize(1);
        }
        assertThat(folder.resolve("in" + size)).doesNotExist();
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(Files.readAllBytes(folder.resolve("in" + size + "/parts ü.bin")))
                .isEqualTo(content);
        assertError(upload.complete(etags), 404, "NOT_FOUND", "");
    }

    @ParameterizedTest
    @CsvSource({"3 1 2, abc", "3 2 1, abc", "1 3 2, abc", "2, b", "1 3, ac", "5 2 9, bei", "2 1 4 3 6 5, abcdef"})
    void partsComeInAnyOrder(String order, String content) throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/order/" + order);
        Map<Integer, String> etags = new TreeMap<>();
        for (String number : order.split(" ")) {
            int part = Integer.parseInt(number);
            etags.put(part, upload.put(part, String.valueOf((char) ('a' + part - 1))));
        }
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/order/" + order)).isEqualTo(content);
    }

    @Test
    void partsComeAtTheSameTime() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/parallel");
        List<byte[]> contents = new ArrayList<>();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            contents.add(random(i * 20_011 % 400_000));
            whole.write(contents.get(i));
        }
        ExecutorService senders = Executors.newFixedThreadPool(8);
        Map<Integer, String> etags = new TreeMap<>();
        try {
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < contents.size(); i++) {
                int part = i + 1;
                sent.add(senders.submit(() -> upload.put(part, contents.get(part - 1))));
            }
            for (int i = 0; i < sent.size(); i++) {
                etags.put(i + 1, sent.get(i).get(60, TimeUnit.SECONDS));
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(unfinished()).as("all are joined").hasSize(1);
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(Files.readAllBytes(folder.resolve("parallel"))).isEqualTo(whole.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "1=a 1=b, b",
        "1=a 2=b 2=b, ab",
        "1=a 2=long 2=s, as",
        "1=a 2=s 2=long 3=c, alongc",
        "1=a 2=b 3=c 1=x, xbc",
        "1=long 2=b 1=x 3=c, xbc",
        "1=a 2=b 3=c 2=long 3=x 4=y, alongxy",
        "1=a 3=c 3=x 2=b, abx",
        "1=aaaaaaaaaa 1=b 1=cc 2=d, ccd"
    })
    void aPartThatComesAgainReplacesTheEarlierOne(String parts, String content) throws Exception {
        String path = VOLUME + "/again/" + parts;
        PartsClient upload = PartsClient.start(app, path);
        Map<Integer, String> etags = new TreeMap<>();
        for (String part : parts.split(" ")) {
            int number = part.charAt(0) - '0';
            etags.put(number, upload.put(number, part.substring(2)));
        }
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(path)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"1, a", "1 2, ab", "1 3, ac", "2 3, bc", "3, c", "1 5, ae", "5, e"})
    void partsThatAreNotNamedAreLeftOut(String named, String content) throws Exception {
        String path = VOLUME + "/left out/" + named;
        PartsClient upload = PartsClient.start(app, path);
        Map<Integer, String> etags = new TreeMap<>();
        for (int part : new int[] {1, 2, 3, 5}) {
            etags.put(part, upload.put(part, String.valueOf((char) ('a' + part - 1))));
        }
        etags.keySet().removeIf(part -> !named.contains(part.toString()));
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(path)).isEqualTo(content);
    }

    @Test
    void theSameBytesHaveTheSameETagAndOthersAnother() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/etags");
        String etag = upload.put(1, "same");
        assertThat(etag).matches("\"[^\"]+\"");
        assertThat(upload.put(7, "same")).isEqualTo(etag);
        assertThat(upload.put(7, "emas")).isNotEqualTo(etag);
        assertThat(upload.abort()).isEqualTo(200);
    }

    @Test
    void aWrongListOfPartsIsRefusedAndTheUploadGoesOn() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/lists");
        String one = upload.put(1, "one,");
        String stale = upload.put(2, "stale");
        String two = upload.put(2, "two");
        var right = List.of(Map.of("part_number", 1, "etag", one), Map.of("part_number", 2, "etag", two));
        for (Object wrong : List.of(
                List.of(right.get(1), right.get(0)),
                List.of(right.get(0), right.get(0)),
                List.of(right.get(0), Map.of("part_number", 2, "etag", stale)),
                List.of(right.get(0), Map.of("part_number", 2, "etag", "")),
                List.of(right.get(0), Map.of("part_number", 3, "etag", two)),
                List.of())) {
            assertError(upload.complete(Map.of("parts", wrong)), 400, "INVALID_PARAMETER_VALUE", "");
        }
        assertThat(folder.resolve("lists")).doesNotExist();
        assertThat(upload.complete(Map.of("parts", right)).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/lists")).isEqualTo("one,two");
    }

    @Test
    void anExistingFileStaysUntilTheNewOneIsComplete() throws Exception {
        app.put(VOLUME + "/replaced", "old");
        PartsClient upload = PartsClient.start(app, VOLUME + "/replaced");
        Map<Integer, String> etags = Map.of(1, upload.put(1, "new"));
        assertThat(app.get(VOLUME + "/replaced")).isEqualTo("old");
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/replaced")).isEqualTo("new");
    }

    @Test
    void anExistingFileIsNotReplacedAgainstTheWish() throws Exception {
        String path = VOLUME + "/kept/file";
        HttpResponse<byte[]> initiated = PartsClient.initiate(app, path, "&overwrite=false");
        PartsClient upload = PartsClient.of(app, path, initiated);
        Map<Integer, String> etags = Map.of(1, upload.put(1, "second"));
        app.put(path, "first");
        assertError(
                PartsClient.initiate(app, path, "&overwrite=false"),
                409,
                "ALREADY_EXISTS",
                "FILES_API_FILE_ALREADY_EXISTS");
        assertError(upload.complete(etags), 409, "ALREADY_EXISTS", "FILES_API_FILE_ALREADY_EXISTS");
        assertThat(app.get(path)).isEqualTo("first");
        app.status("DELETE", FilesClient.file(path));
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(path)).isEqualTo("second");
    }

    @Test
    void anAbortedUploadLeavesNothing() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/aborted");
        Map<Integer, String> etags = Map.of(1, upload.put(1, "one"), 3, upload.put(3, "three"));
        String again = upload.abortLink();
        String late = upload.link(2);
        assertThat(unfinished()).hasSize(2);
        assertThat(upload.abort()).isEqualTo(200);
        assertThat(unfinished()).isEmpty();
        assertThat(upload.send("DELETE", again, new byte[0]).statusCode()).isEqualTo(404);
        HttpResponse<String> refused = upload.send("PUT", late, new byte[3]);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("<Code>NoSuchUpload</Code>");
        assertError(upload.complete(etags), 404, "NOT_FOUND", "");
        assertThat(folder.resolve("aborted")).doesNotExist();
    }
}
