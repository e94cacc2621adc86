package io.appkit.files;

import io.appkit.api.Exports;
import io.appkit.api.Plugin;
import io.appkit.api.PluginContext;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.Routes;
import io.appkit.api.execution.Execution;
import io.appkit.api.files.Files;
import io.appkit.files.identity.Identities;
import io.appkit.files.multipart.PartSizes;
import io.appkit.files.multipart.Spool;
import io.appkit.files.multipart.Uploads;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.operation.OpenWork;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.policy.PolicySelection;
import io.appkit.files.policy.PolicyServices;
import io.appkit.files.policy.TrackedPolicies;
import io.appkit.files.route.FileRoutes;
import io.appkit.files.service.CallTerms;
import io.appkit.files.service.FilesService;
import io.appkit.files.service.OpenCalls;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.VolumeResources;
import io.appkit.files.volume.Volumes;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of Unity Catalog volumes, for the page of the app and for other plugins. */
@Component(service = Plugin.class)
public final class FilesPlugin implements Plugin {

    private static final Logger LOG = LoggerFactory.getLogger(FilesPlugin.class);

    /** Less than the platform gives the whole stop, which comes after the time that running calls get. */
    private static final Duration WRITES_TO_END = Duration.ofSeconds(5);

    private final Workspace workspace;
    private final Supplier<PolicyServices> services;
    private final Function<Execution, Uploads> uploads;
    private final Duration patience;
    private @Nullable Running running;

    @Activate
    public FilesPlugin(BundleContext context, @Reference Workspace workspace) {
        this(
                workspace,
                () -> TrackedPolicies.of(context),
                execution -> new Uploads(workspace, execution, Spool.of(context), PartSizes.STANDARD, System::nanoTime),
                WRITES_TO_END);
    }

    private FilesPlugin(
            Workspace workspace,
            Supplier<PolicyServices> services,
            Function<Execution, Uploads> uploads,
            Duration patience) {
        this.workspace = workspace;
        this.services = services;
        this.uploads = uploads;
        this.patience = patience;
    }

    /**
     * Outside of a framework.
     *
     * @param uploads writes large files
     * @param patience how long writes may take to end by themselves when the plugin stops
     */
    static FilesPlugin with(
            Workspace workspace, PolicyServices services, Function<Execution, Uploads> uploads, Duration patience) {
        return new FilesPlugin(workspace, () -> services, uploads, patience);
    }

    @Override
    public void start(PluginContext context) {
        running = Running.start(workspace, context, services.get(), uploads, patience);
    }

    @Override
    public void routes(Routes routes) {
        started().routes().declare(routes);
    }

    @Override
    public void exports(Exports exports) {
        exports.export(Files.class, started().service());
    }

    @Override
    public Map<String, List<String>> clientConfig() {
        return Map.of("volumes", started().volumes().keys());
    }

    @Override
    public List<ResourceRequirement> resources() {
        return started().resources().requirements();
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
            Volumes volumes,
            VolumeResources resources,
            PolicyServices services,
            PolicyDecisions policies,
            OpenWork work,
            Uploads uploads,
            OpenCalls calls,
            FileRoutes routes,
            FilesService service)
            implements AutoCloseable {

        static Running start(
                Workspace workspace,
                PluginContext context,
                PolicyServices services,
                Function<Execution, Uploads> uploads,
                Duration patience) {
            PolicySelection selection = new PolicySelection(services);
            Volumes volumes;
            try {
                volumes = new Volumes(context, volume -> warn(selection, volume));
            } catch (RuntimeException e) {
                services.close();
                throw e;
            }
            PolicyDecisions policies = new PolicyDecisions(selection, PolicyDecisions.DEADLINE);
            Identities identities = new Identities(workspace);
            OpenWork work = new OpenWork(patience);
            Uploads large = uploads.apply(context.execution());
            FileOperations operations = new FileOperations(context.execution(), volumes::general, work, large);
            OpenCalls calls = new OpenCalls();
            return new Running(
                    volumes,
                    new VolumeResources(volumes, selection::readOnly),
                    services,
                    policies,
                    work,
                    large,
                    calls,
                    new FileRoutes(volumes, identities, policies, operations),
                    new FilesService(
                            new FilesService.Engine(volumes, identities, policies, operations, calls), CallTerms.APP));
        }

        private static void warn(PolicySelection selection, Volume volume) {
            if (volume.policy().isEmpty() && selection.of(volume).isEmpty()) {
                LOG.warn("Volume '{}' has no policy: everyone may read it, and nobody write", volume.key());
            }
        }

        @Override
        public void close() {
            work.close();
            uploads.close();
            calls.close();
            policies.close();
            volumes.close();
            services.close();
        }
    }
}
