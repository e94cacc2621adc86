package io.appkit.analytics;

import io.appkit.analytics.async.SchedulerTimer;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.execution.QueryRunner;
import io.appkit.analytics.query.ContributedQueries;
import io.appkit.analytics.query.QueryFiles;
import io.appkit.analytics.route.ArrowRoutes;
import io.appkit.analytics.route.QueryRoute;
import io.appkit.analytics.service.CallTerms;
import io.appkit.analytics.service.OpenCalls;
import io.appkit.analytics.service.QueryService;
import io.appkit.analytics.service.RowQueries;
import io.appkit.analytics.statement.StatementExecution;
import io.appkit.analytics.transfer.ArrowTransfers;
import io.appkit.analytics.warehouse.WarehouseReadiness;
import io.appkit.api.Exports;
import io.appkit.api.Plugin;
import io.appkit.api.PluginContext;
import io.appkit.api.Routes;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.config.Setting;
import io.appkit.workspace.Workspace;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs the SQL queries of the app for its page and for other plugins. */
@Component(service = Plugin.class)
public final class AnalyticsPlugin implements Plugin {

    private final Workspace workspace;
    private final Supplier<ContributedQueries> contributed;
    private final Supplier<Timer> timers;
    private @Nullable Running running;

    @Activate
    public AnalyticsPlugin(BundleContext context, @Reference Workspace workspace) {
        this(workspace, () -> ContributedQueries.of(context), SchedulerTimer::new);
    }

    AnalyticsPlugin(Workspace workspace, Supplier<ContributedQueries> contributed, Supplier<Timer> timers) {
        this.workspace = workspace;
        this.contributed = contributed;
        this.timers = timers;
    }

    @Override
    public void start(PluginContext context) {
        running = Running.start(workspace, context, contributed.get(), timers);
    }

    @Override
    public void routes(Routes routes) {
        Running now = started();
        routes.post("query", "/query/:query_key", now.query()::handle);
        routes.get("arrow-columns", "/columns/:statementId", now.arrow()::columns);
        routes.get("arrow", "/arrow-result/:jobId", now.arrow()::result);
    }

    @Override
    public void exports(Exports exports) {
        exports.export(Analytics.class, started().service());
    }

    @Override
    public void stop() {
        Running now = running;
        running = null;
        if (now != null) {
            now.close();
        }
    }

    private Running started() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    /** What lives from start to stop. */
    private record Running(
            Setting<AnalyticsSettings> settings,
            Timer timer,
            WarehouseReadiness readiness,
            StatementExecution statements,
            ArrowTransfers transfers,
            ArrowRoutes arrow,
            QueryRoute query,
            OpenCalls calls,
            ContributedQueries contributed,
            QueryService service)
            implements AutoCloseable {

        static Running start(
                Workspace workspace, PluginContext context, ContributedQueries contributed, Supplier<Timer> timers) {
            Setting<AnalyticsSettings> settings = context.settings(AnalyticsSettings.class);
            Timer timer = timers.get();
            WarehouseReadiness readiness = new WarehouseReadiness(
                    workspace::asApp,
                    timer,
                    settings,
                    () -> ThreadLocalRandom.current().nextDouble());
            StatementExecution statements = new StatementExecution(context.execution(), timer);
            QueryRunner runner = new QueryRunner(
                    workspace, context.execution(), context.telemetry(), readiness, statements, settings, timer);
            QueryFiles files =
                    new QueryFiles(context.appFolder(), contributed::folders, context.environment(), timer::millis);
            ArrowTransfers transfers =
                    new ArrowTransfers(timer, () -> settings.get().arrowFirstByteTimeoutMs());
            OpenCalls calls = new OpenCalls(timer, settings);
            ArrowRoutes arrow = new ArrowRoutes(runner, transfers, workspace, statements, timer, context.environment());
            return new Running(
                    settings,
                    timer,
                    readiness,
                    statements,
                    transfers,
                    arrow,
                    new QueryRoute(files, runner, arrow, workspace, context.environment(), timer::millis),
                    calls,
                    contributed,
                    new QueryService(
                            new QueryService.Engine(files, runner, new RowQueries(runner), calls, workspace),
                            CallTerms.APP));
        }

        @Override
        public void close() {
            readiness.close();
            transfers.close();
            calls.close();
            statements.close();
            contributed.close();
            timer.close();
            settings.close();
        }
    }
}
