package io.appkit.workspace;

import com.databricks.sdk.core.CredentialsProvider;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.HeaderFactory;
import com.databricks.sdk.core.PatCredentialsProvider;
import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.oauth.OAuthM2MServicePrincipalCredentialsProvider;
import java.util.Optional;

/**
 * The SDK's ways to sign in, by what is configured: service principal before token before profile. The first two never
 * see the process environment; the SDK reads it itself for profiles and for everything else its default chain knows.
 */
final class SdkSignIn {

    private final WorkspaceSettings settings;
    private final HttpClient http;

    SdkSignIn(WorkspaceSettings settings, HttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    /**
     * URL of the workspace; reads the profile if that is where it is. May block.
     *
     * @throws DatabricksException if the profile is wrong
     */
    String host() {
        return settings.host()
                .orElseGet(() -> Optional.ofNullable(
                                config().setProfile(settings.profile().orElse(null))
                                        .resolve()
                                        .getHost())
                        .orElseThrow(() -> new DatabricksException("it names no host")));
    }

    /** Signs in anew. May block. */
    HeaderFactory headers() {
        DatabricksConfig config = config();
        settings.host().ifPresent(config::setHost);
        if (settings.clientSecret().isPresent()) {
            config.setAuthType("oauth-m2m")
                    .setClientId(settings.clientId().orElseThrow())
                    .setClientSecret(settings.clientSecret().get());
            return by(new OAuthM2MServicePrincipalCredentialsProvider(), config);
        }
        if (settings.token().isPresent()) {
            config.setAuthType("pat").setToken(settings.token().get());
            return by(new PatCredentialsProvider(), config);
        }
        settings.profile().ifPresent(config::setProfile);
        config.resolve();
        return config::authenticate;
    }

    private DatabricksConfig config() {
        // Refreshes happen on our own thread, not on the common pool.
        return new DatabricksConfig().setHttpClient(http).setDisableAsyncTokenRefresh(true);
    }

    private static HeaderFactory by(CredentialsProvider provider, DatabricksConfig config) {
        HeaderFactory headers = provider.configure(config);
        if (headers == null) {
            throw new DatabricksException("credentials of type " + provider.authType() + " are incomplete");
        }
        return headers;
    }
}
