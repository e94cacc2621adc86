package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.statement.Delivery;
import io.appkit.localworkspace.statement.DeliveryOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/**
 * Faults on request. Its endpoints need no token, since a test outside the process has none; they take JSON only, which a
 * foreign page in a browser cannot send.
 */
public final class Faults {

    static final String PREFIX = "/api/2.0/appkit-local/";

    private static final String FAULTS = PREFIX + "faults";
    private static final String DELIVERY = PREFIX + "delivery";

    private final FaultRules rules = new FaultRules();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Delays delays;
    private final Delivery delivery;
    private final Function<String, Optional<String>> statements;

    /**
     * Creates it.
     *
     * @param statements the SQL of a statement by its id
     */
    public Faults(Delays delays, Delivery delivery, Function<String, Optional<String>> statements) {
        this.delays = delays;
        this.delivery = delivery;
        this.statements = statements;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.open("POST", FAULTS, this::add);
        routes.open("GET", FAULTS, call -> Answer.json(Map.of("faults", rules.descriptions())));
        routes.open("DELETE", FAULTS, call -> {
            rules.clear();
            return Answer.json(Map.of());
        });
        routes.open("DELETE", FAULTS + "/{id}", this::remove);
        routes.open("PUT", DELIVERY, call -> {
            requireJson(call);
            delivery.change(call.body(DeliveryRequest.class).options());
            return Answer.json(DeliveryRequest.of(delivery.options()));
        });
        routes.open("GET", DELIVERY, call -> Answer.json(DeliveryRequest.of(delivery.options())));
        routes.open("DELETE", DELIVERY, call -> {
            delivery.change(DeliveryOptions.STANDARD);
            return Answer.json(DeliveryRequest.of(delivery.options()));
        });
    }

    private Answer add(Call call) throws ApiException {
        requireJson(call);
        FaultRule rule = call.body(FaultRequest.class).rule("fault-" + lastId.incrementAndGet());
        rules.add(rule);
        return Answer.json(rule.description());
    }

    private Answer remove(Call call) throws ApiException {
        String id = call.variable("id");
        if (!rules.remove(id)) {
            throw new ApiException(404, "RESOURCE_DOES_NOT_EXIST", "There is no fault " + id);
        }
        return Answer.json(Map.of());
    }

    private static void requireJson(Call call) throws ApiException {
        if (!call.header("Content-Type").orElse("").startsWith("application/json")) {
            throw new ApiException(415, "UNSUPPORTED_MEDIA_TYPE", "The Content-Type must be application/json");
        }
    }

    /** Puts the faults in front of the API. */
    public Handler inFrontOf(Handler api) {
        return new FaultHandler(api, rules, delays, statements);
    }
}
