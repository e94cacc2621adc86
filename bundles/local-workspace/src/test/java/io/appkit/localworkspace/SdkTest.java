package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.sql.EndpointInfo;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ListWarehousesRequest;
import com.databricks.sdk.service.sql.State;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdkTest {

    private static final String SECRET = "chosen by the developer";

    @Test
    void theDatabricksSdkWorksAgainstIt() throws Exception {
        try (Delays.Scheduled delays = new Delays.Scheduled();
                LocalWorkspace workspace = LocalWorkspace.start(
                        new LocalWorkspace.Options(
                                0,
                                0.001,
                                Duration.ofHours(1),
                                Duration.ofMillis(1),
                                Optional.of(SECRET),
                                Optional.empty(),
                                Folders.fresh(),
                                false),
                        Clock.systemUTC(),
                        delays)) {
            var names = workspace.environment();
            WorkspaceClient client = new WorkspaceClient(new DatabricksConfig()
                    .setHost(names.get("DATABRICKS_HOST"))
                    .setClientId(names.get("DATABRICKS_CLIENT_ID"))
                    .setClientSecret(SECRET)
                    .setAuthType("oauth-m2m"));
            assertThat(client.currentUser().me(new MeRequest()).getUserName())
                    .isEqualTo(names.get("DATABRICKS_CLIENT_ID"));
            List<EndpointInfo> warehouses = new ArrayList<>();
            client.warehouses().list(new ListWarehousesRequest()).forEach(warehouses::add);
            assertThat(warehouses).singleElement().satisfies(warehouse -> {
                assertThat(warehouse.getId()).isEqualTo(names.get("DATABRICKS_WAREHOUSE_ID"));
                assertThat(warehouse.getState()).isEqualTo(State.RUNNING);
            });
            StatementResponse response = client.statementExecution()
                    .executeStatement(new ExecuteStatementRequest()
                            .setWarehouseId(names.get("DATABRICKS_WAREHOUSE_ID"))
                            .setStatement("SELECT n_name, CAST(1.5 AS DECIMAL(5,2)) FROM samples.tpch.nation"
                                    + " WHERE n_nationkey = :key")
                            .setParameters(List.of(new StatementParameterListItem()
                                    .setName("key")
                                    .setType("INT")
                                    .setValue("7")))
                            .setWaitTimeout("50s"));
            assertThat(response.getStatus().getState()).isEqualTo(StatementState.SUCCEEDED);
            assertThat(response.getResult().getDataArray()).containsExactly(List.of("GERMANY", "1.50"));
            assertThat(response.getManifest().getSchema().getColumns())
                    .extracting(column -> column.getTypeText())
                    .containsExactly("STRING", "DECIMAL(5,2)");
        }
    }
}
