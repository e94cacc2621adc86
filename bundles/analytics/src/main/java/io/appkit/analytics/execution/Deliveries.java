package io.appkit.analytics.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What has been learnt of the ways in which warehouses deliver; kept as long as the plugin runs. */
final class Deliveries {

    private record Refusal(String warehouse, Delivery delivery) {}

    private final Set<Refusal> refusals = ConcurrentHashMap.newKeySet();

    boolean refused(String warehouse, Delivery delivery) {
        return refusals.contains(new Refusal(warehouse, delivery));
    }

    void learn(String warehouse, Delivery refused) {
        refusals.add(new Refusal(warehouse, refused));
    }
}
