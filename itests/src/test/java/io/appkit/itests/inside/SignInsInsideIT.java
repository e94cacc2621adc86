package io.appkit.itests.inside;

import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import io.appkit.api.platform.SignIn;
import io.appkit.itests.inside.SignInLoad.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/** People sign in while the bundle that knows them is stopped, updated, and configured wrongly. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SignInsInsideIT {

    private static final int ROUNDS = Integer.getInteger("swap.rounds", 3);
    private static final int ANSWERS = 3;

    /** Each wrong in a way of its own. */
    private static final List<String> WRONG = List.of(
            "mode = nonsense", "cookieKeys = short", "issuer = nowhere", "publicPaths = /.auth/x", "scopes = email");

    @Inject
    private BundleContext context;

    private Platform platform;
    private SignInLoad load;

    @Configuration
    public Option[] framework() {
        // The load says from which address each sign-in comes.
        return OptionUtils.combine(
                Framework.distribution(),
                editConfigurationFilePut("etc/appkit.auth.cfg", "trustedProxies", "127.0.0.1"));
    }

    @Before
    public void putUnderLoad() throws Exception {
        platform = new Platform(context);
        platform.awaitActive("starter", auth().getVersion().toString());
        Patience.await("health", platform::healthy);
        load = SignInLoad.on(platform.address());
        load.awaitAnswers(ANSWERS);
    }

    @After
    public void endTheLoad() throws Exception {
        load.close();
        configure();
        auth().start();
        System.out.println("sign-ins x " + ROUNDS + ": " + load.outcomes());
        load.assertNoFaults();
    }

    @Test
    public void whileItIsStoppedNobodyIsKnown() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            load.enter(Stage.CHANGING);
            auth().stop();
            load.enter(Stage.CLOSED);
            load.awaitAnswers(ANSWERS);
            load.enter(Stage.CHANGING);
            auth().start();
            load.enter(Stage.OPEN);
            load.awaitAnswers(ANSWERS);
        }
    }

    @Test
    public void itIsUpdatedInPlace() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            load.enter(Stage.CHANGING);
            SwapInsideIT.updateInPlace(auth());
            load.enter(Stage.OPEN);
            load.awaitAnswers(ANSWERS);
        }
    }

    @Test
    public void wrongValuesChangeNothing() throws Exception {
        for (String wrong : WRONG) {
            String key = wrong.substring(0, wrong.indexOf(' '));
            int before = complaints(key);
            configure(wrong);
            Patience.await("a complaint about " + key, () -> complaints(key) > before);
            load.awaitAnswers(ANSWERS);
        }
        configure("publicPaths = /nothing");
        Patience.await(
                "good values",
                () -> platform.present(SignIn.class).status().publicPaths().contains("/nothing"));
        load.enter(Stage.OPEN);
        load.awaitAnswers(ANSWERS);
    }

    /** It has no good values from before then. */
    @Test
    public void comingBackWithWrongValuesItKnowsNobodyUntilTheyAreRight() throws Exception {
        for (String wrong : WRONG) {
            String key = wrong.substring(0, wrong.indexOf(' '));
            load.enter(Stage.CHANGING);
            auth().stop();
            load.enter(Stage.CLOSED);
            int before = complaints(key);
            configure(wrong);
            auth().start();
            Patience.await("a complaint about " + key, () -> complaints(key) > before);
            load.awaitAnswers(ANSWERS);
            load.enter(Stage.CHANGING);
            configure();
            Patience.await(
                    "a gate that knows how",
                    () -> platform.present(SignIn.class).status().mode().equals("oidc"));
            load.enter(Stage.OPEN);
            load.awaitAnswers(ANSWERS);
        }
    }

    private Bundle auth() {
        return platform.bundle("io.appkit.auth");
    }

    /** Values beside the usual ones, each as in a file. */
    private void configure(String... lines) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of("trustedProxies", "127.0.0.1"));
        for (String line : lines) {
            String[] pair = line.split(" = ", 2);
            values.put(pair[0], pair[1]);
        }
        platform.present(ConfigurationAdmin.class)
                .getConfiguration("appkit.auth", "?")
                .update(FrameworkUtil.asDictionary(values));
    }

    private int complaints(String key) {
        try (var lines = Files.lines(Path.of(System.getProperty("karaf.log"), "appkit.log"))) {
            return (int) lines.filter(line -> line.contains("appkit.auth") && line.contains("key " + key + ":"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
