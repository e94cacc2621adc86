package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.localworkspace.RestClient.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what. */
class GrantsTest {

    private static final String REFUSAL = "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have"
            + " permission SELECT on table 'samples.tpch.customer'. SQLSTATE: 42501";

    private static LocalWorkspace workspace;
    private static RestClient app;
    private static RestClient ines;
    private static RestClient noor;

    @BeforeAll
    static void start() throws Exception {
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        true),
                Clock.systemUTC(),
                new ManualDelays());
        app = new RestClient(workspace);
        ines = signedIn("ines.calder@example.com");
        noor = signedIn("noor.haddad@example.com");
    }

    @AfterAll
    static void stop() {
        workspace.close();
    }

    private static RestClient signedIn(String user) throws Exception {
        RestClient client = new RestClient(workspace);
        client.useToken(new App(workspace).signIn(user).getAccessToken().getValue());
        return client;
    }

    @Test
    void everyoneIsTheirOwnSelf() throws Exception {
        Map<String, RestClient> everyone = Map.of(
                "7000000000000001", app,
                "7000000000000011", ines,
                "7000000000000012", signedIn("theo.brandt@example.com"),
                "7000000000000013", noor);
        for (Map.Entry<String, RestClient> one : everyone.entrySet()) {
            Reply me = one.getValue().get("/api/2.0/preview/scim/v2/Me");
            assertThat(me.body().get("id").asText()).isEqualTo(one.getKey());
        }
        Reply me = noor.get("/api/2.0/preview/scim/v2/Me");
        assertThat(me.body().get("displayName").asText()).isEqualTo("Noor Haddad");
        assertThat(me.body().at("/emails/0/value").asText()).isEqualTo("noor.haddad@example.com");
        assertThat(me.body().at("/groups/0/display").asText()).isEqualTo("users");
    }

    @Test
    void statementsKnowWhoRunsThem() throws Exception {
        app.execute("CREATE VIEW IF NOT EXISTS workspace.default.me AS SELECT current_user() AS me");
        Map<String, RestClient> everyone = Map.of(
                "10ca1a00-a990-4e5e-8000-000000000001", app,
                "ines.calder@example.com", ines,
                "noor.haddad@example.com", noor);
        for (Map.Entry<String, RestClient> one : everyone.entrySet()) {
            for (String sql : List.of(
                    "SELECT current_user()",
                    "SELECT session_user()",
                    "SELECT user()",
                    "SELECT me FROM workspace.default.me")) {
                assertThat(one.getValue()
                                .execute(sql)
                                .body()
                                .at("/result/data_array/0/0")
                                .asText())
                        .isEqualTo(one.getKey());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM samples.tpch.customer",
                "select COUNT(*) from SAMPLES.Tpch.CUSTOMER",
                "SELECT count(*) FROM `samples`.`tpch`.`customer`",
                "SELECT count(*) FROM `samples` . tpch /* so */ . `Customer` AS c",
                "SELECT 1 FROM samples.tpch.customer WHERE false",
                "SELECT * FROM samples.tpch.customer LIMIT 0",
                "SELECT max(c_custkey) FROM samples.tpch.customer",
                "SELECT samples.tpch.customer.c_name FROM samples.tpch.customer",
                "SELECT o_orderkey FROM samples.tpch.orders, samples.tpch.customer WHERE o_custkey = c_custkey",
                "SELECT o_orderkey FROM samples.tpch.orders LEFT JOIN samples.tpch.customer c ON o_custkey = c.c_custkey",
                "SELECT o_orderkey FROM samples.tpch.orders LEFT ANTI JOIN samples.tpch.customer ON o_custkey = c_custkey",
                "SELECT o_orderkey FROM samples.tpch.orders WHERE o_custkey IN (SELECT c_custkey FROM samples.tpch.customer)",
                "SELECT 1 FROM samples.tpch.region WHERE EXISTS (SELECT 1 FROM samples.tpch.customer)",
                "SELECT (SELECT min(c_name) FROM samples.tpch.customer) AS name",
                "WITH c AS (SELECT * FROM samples.tpch.customer) SELECT count(*) FROM c",
                "WITH c AS (SELECT * FROM samples.tpch.customer), d AS (SELECT * FROM c) SELECT count(*) FROM d",
                "SELECT r_name FROM samples.tpch.region UNION ALL SELECT c_name FROM samples.tpch.customer",
                "SELECT r_name FROM samples.tpch.region EXCEPT SELECT c_name FROM samples.tpch.customer",
                "(SELECT c_name FROM (SELECT * FROM (SELECT * FROM samples.tpch.customer) a) b)",
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM samples.tpch.customer WHERE c_custkey = 1) THEN 1 ELSE 0 END",
                "SELECT r_name FROM samples.tpch.region ORDER BY (SELECT count(*) FROM samples.tpch.customer)",
                "DESCRIBE samples.tpch.customer",
                "DESCRIBE QUERY SELECT c_name FROM samples.tpch.customer",
                "CREATE TABLE workspace.default.copy AS SELECT * FROM samples.tpch.customer",
                "CREATE VIEW workspace.default.peek AS SELECT * FROM samples.tpch.customer",
                "SELECT c_name FROM workspace.default.customers_of_all"
            })
    void howeverATableIsReachedItStaysClosed(String sql) throws Exception {
        app.execute("CREATE VIEW IF NOT EXISTS workspace.default.customers_of_all AS"
                + " SELECT c_name FROM samples.tpch.customer");
        for (Object[] packing :
                new Object[][] {{"disposition", "INLINE"}, {"disposition", "EXTERNAL_LINKS", "format", "ARROW_STREAM"}
                }) {
            Reply reply = noor.execute(sql, packing);
            assertThat(reply.state()).isEqualTo("FAILED");
            assertThat(reply.error()).isEqualTo(REFUSAL);
            assertThat(reply.body().at("/status/sql_state").asText()).isEqualTo("42501");
        }
        if (!sql.startsWith("CREATE")) {
            assertThat(ines.execute(sql).state()).isEqualTo("SUCCEEDED");
            assertThat(app.execute(sql).state()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void theDefaultSchemaIsNoWayIn() throws Exception {
        for (String sql : List.of(
                "SELECT count(*) FROM customer",
                "SELECT count(*) FROM tpch.customer",
                "SELECT count(*) FROM `CUSTOMER` c")) {
            assertThat(noor.execute(sql, "catalog", "samples", "schema", "tpch").error())
                    .isEqualTo(REFUSAL);
            assertThat(ines.execute(sql, "catalog", "samples", "schema", "tpch").state())
                    .isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void namesThatOnlyLookAlikeAreFree() throws Exception {
        for (String sql : List.of(
                "WITH customer AS (SELECT 1 AS id) SELECT id FROM customer",
                "SELECT o_custkey AS customer FROM samples.tpch.orders",
                "SELECT customer.o_custkey FROM samples.tpch.orders AS customer",
                "SELECT 'samples.tpch.customer' AS name",
                "SELECT count(*) FROM samples.tpch.nation -- samples.tpch.customer")) {
            assertThat(noor.execute(sql).state()).as(sql).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void whatTheEngineKnowsOfItselfIsOutOfReach() throws Exception {
        for (String sql : List.of(
                "SELECT * FROM duckdb_tables",
                "SELECT * FROM duckdb_tables()",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM 'sqlite_master'",
                "SELECT * FROM samples.tpch.region, 'sqlite_master'",
                "SELECT r_name FROM samples.tpch.region JOIN 'sqlite_master' ON true",
                "SELECT * FROM (TABLE 'sqlite_master')",
                "SELECT * FROM pg_tables",
                "SELECT * FROM system.pg_catalog.pg_tables",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM granted.customer",
                "SELECT getvariable('samples_tpch_customer')",
                "SET VARIABLE samples_tpch_customer = 'x'",
                "SELECT * FROM query_table('samples.tpch.customer')",
                "SELECT * FROM query('SELECT 1')")) {
            for (RestClient client : List.of(noor, app)) {
                Reply reply = client.execute(sql);
                assertThat(reply.state()).as(sql).isEqualTo("FAILED");
                assertThat(reply.error()).doesNotContain("granted_").doesNotContain("INTERNAL");
            }
        }
        assertThat(noor.execute("SELECT * FROM samples.tpch.custome").error())
                .contains("TABLE_OR_VIEW_NOT_FOUND")
                .doesNotContain("granted_");
    }

    @Test
    void samplesStayAsTheyAre() throws Exception {
        for (String sql : List.of(
                "DELETE FROM samples.tpch.customer",
                "UPDATE samples.tpch.customer SET c_name = 'x'",
                "INSERT INTO samples.tpch.customer SELECT * FROM samples.tpch.customer",
                "DROP TABLE samples.tpch.customer")) {
            assertThat(app.execute(sql).error()).as(sql).contains("[PERMISSION_DENIED]");
            assertThat(noor.execute(sql).state()).isEqualTo("FAILED");
        }
    }

    @Test
    void statementsBelongToWhoSubmittedThem() throws Exception {
        Reply done = ines.execute("SELECT id FROM range(3)");
        String path =
                "/api/2.0/sql/statements/" + done.body().get("statement_id").asText();
        for (RestClient other : List.of(noor, app)) {
            assertThat(other.get(path).status()).isEqualTo(404);
            assertThat(other.get(path + "/result/chunks/0").status()).isEqualTo(404);
            assertThat(other.post(path + "/cancel", "").status()).isEqualTo(404);
        }
        assertThat(ines.get(path).state()).isEqualTo("SUCCEEDED");
        assertThat(ines.get(path + "/result/chunks/0").status()).isEqualTo(200);
    }
}
