package io.appkit.localworkspace.warehouse;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import java.util.List;
import java.util.Map;

/** The SQL Warehouses API, as far as one given warehouse goes. */
public final class WarehouseEndpoints {

    private static final String PATH = "/api/2.0/sql/warehouses";

    private final Warehouse warehouse;
    private final String creator;
    private final int port;

    /**
     * Endpoints of one warehouse.
     *
     * @param creator user name of who made it
     * @param port where the workspace listens
     */
    public WarehouseEndpoints(Warehouse warehouse, String creator, int port) {
        this.warehouse = warehouse;
        this.creator = creator;
        this.port = port;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.restricted("GET", PATH, call -> Answer.json(Map.of("warehouses", List.of(description()))));
        routes.restricted("GET", PATH + "/{id}", call -> {
            known(call);
            return Answer.json(description());
        });
        routes.restricted("POST", PATH + "/{id}/start", call -> {
            known(call);
            warehouse.start();
            return Answer.json(Map.of());
        });
        routes.restricted("POST", PATH + "/{id}/stop", call -> {
            known(call);
            warehouse.stop();
            return Answer.json(Map.of());
        });
    }

    private void known(Call call) throws ApiException {
        String id = call.variable("id");
        if (!id.equals(warehouse.id())) {
            throw new ApiException(404, "RESOURCE_DOES_NOT_EXIST", "SQL warehouse " + id + " does not exist");
        }
    }

    private Description description() {
        Warehouse.State state = warehouse.state();
        return new Description(
                warehouse.id(),
                "Local warehouse",
                "2X-Small",
                0,
                1,
                1,
                state == Warehouse.State.RUNNING ? 1 : 0,
                creator,
                state,
                "PRO",
                true,
                false,
                new OdbcParams("127.0.0.1", port, "/sql/1.0/warehouses/" + warehouse.id(), "http"),
                Map.of("name", "CHANNEL_NAME_CURRENT"),
                state == Warehouse.State.RUNNING ? Map.of("status", "HEALTHY") : Map.of());
    }

    private record Description(
            String id,
            String name,
            String clusterSize,
            int autoStopMins,
            int minNumClusters,
            int maxNumClusters,
            int numClusters,
            String creatorName,
            Warehouse.State state,
            String warehouseType,
            boolean enableServerlessCompute,
            boolean enablePhoton,
            OdbcParams odbcParams,
            Map<String, String> channel,
            Map<String, String> health) {}

    private record OdbcParams(String hostname, int port, String path, String protocol) {}
}
