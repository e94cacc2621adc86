package io.appkit.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFeaturesTest {

    private static final String OURS = "mvn\\:io.appkit/appkit-features/1.0/xml/features";

    @TempDir
    Path home;

    @BeforeEach
    void aDistribution() throws IOException {
        repository("io/appkit/appkit-features/1.0/appkit-features-1.0-features.xml", """
                <features name="ours" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <repository>mvn:io.appkit/appkit-features/1.0/xml/libraries</repository>
                  <repository>mvn:org.absent/absent/1.0/xml/features</repository>
                  <feature name="appkit"><feature>inner</feature></feature>
                  <feature name="appkit-analytics"><config name="x">a = b</config></feature>
                  <feature name="appkit-genie"/>
                </features>
                """);
        repository(
                "io/appkit/appkit-features/1.0/appkit-features-1.0-libraries.xml",
                "<features name=\"libraries\"><feature name=\"appkit-lib-http\"/></features>");
        configure(OURS);
    }

    private void repository(String path, String xml) throws IOException {
        Path file = home.resolve("system").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml);
    }

    private void configure(String repositories) throws IOException {
        Files.writeString(home.resolve("features.cfg"), "featuresRepositories = " + repositories);
    }

    private void check(String choice) throws Exception {
        KnownFeatures.of(home.resolve("features.cfg"), home.resolve("system")).check("APPKIT_FEATURES", choice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " , ",
                "appkit-analytics",
                "appkit-analytics, appkit-genie/1.0",
                "(appkit-lib-http),appkit",
                "appkit/[1,2)"
            })
    void takesWhatKarafTakes(String choice) {
        assertThatCode(() -> check(choice)).doesNotThrowAnyException();
    }

    @Test
    void namesTheWrongOneAndThePluginsThereAre() {
        assertThatExceptionOfType(UnknownFeatureException.class)
                .isThrownBy(() -> check("appkit-genie,appkit-analytix/1.0"))
                .withMessage("APPKIT_FEATURES: there is no feature 'appkit-analytix';"
                        + " there are appkit-analytics, appkit-genie");
    }

    @Test
    void aFeatureInsideAnotherIsNoFeatureOfItsOwn() {
        assertThatExceptionOfType(UnknownFeatureException.class).isThrownBy(() -> check("inner"));
    }

    @Test
    void leavesTheJudgementToKarafWhereARepositoryIsElsewhere() throws IOException {
        configure(OURS + ", https://features.example/more.xml");
        assertThatCode(() -> check("more")).doesNotThrowAnyException();
    }
}
