package io.appkit.auth.oidc;

import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.auth.oidc.SignInFailure.Kind;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes below {@code /.auth/}: whatever fails there ends in a page with the way to another sign-in. */
final class SignInPages {

    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
    private static final int EXCHANGES_AT_ONCE = 16;

    private final LoginRate rate;
    private final LoginStart start;
    private final PendingLogins pending;
    private final Callback callback;
    private final SignOut signOut;
    private final Semaphore exchanges = new Semaphore(EXCHANGES_AT_ONCE);

    SignInPages(LoginRate rate, LoginStart start, PendingLogins pending, Callback callback, SignOut signOut) {
        this.rate = rate;
        this.start = start;
        this.pending = pending;
        this.callback = callback;
        this.signOut = signOut;
    }

    /** The answer; empty for a request of something else. */
    Optional<GateDecision> answer(GateRequest request) {
        return switch (request.rawPath()) {
            case Paths.LOGIN -> Optional.of(ifMethod("GET", request, () -> login(request)));
            case Paths.CALLBACK -> Optional.of(ifMethod("GET", request, () -> callback(request)));
            case Paths.LOGOUT -> Optional.of(ifMethod("POST", request, () -> signOut.answer(request)));
            case Paths.SIGNED_OUT -> Optional.of(ifMethod("GET", request, Pages::signedOut));
            default -> Optional.empty();
        };
    }

    private static GateDecision ifMethod(String method, GateRequest request, Supplier<GateDecision> answer) {
        return request.method().equals(method)
                ? answer.get()
                : new GateDecision.Refuse(405, "VALIDATION_ERROR", "This path answers " + method + " only");
    }

    private GateDecision login(GateRequest request) {
        String returnPath = ReturnPath.of(Query.of(request).single("return").orElse(ReturnPath.ROOT));
        if (!rate.allows(request)) {
            return failed(new SignInFailure(Kind.TOO_MANY, "too many from one address"), returnPath, List.of());
        }
        return exchange(() -> start.answer(request), returnPath, List.of());
    }

    private GateDecision callback(GateRequest request) {
        Query query = Query.of(request);
        String state = query.single("state").orElse("");
        Optional<PendingLogin> login = pending.take(state, request);
        if (login.isEmpty()) {
            return failed(new SignInFailure(Kind.EXPIRED, "its state is not known"), ReturnPath.ROOT, List.of());
        }
        String removal = pending.removal(state);
        return exchange(
                () -> callback.answer(query, login.get(), request, removal),
                login.get().returnPath(),
                List.of(removal));
    }

    /** Blocks while the provider is asked. */
    @FunctionalInterface
    private interface Exchange {
        GateDecision answer() throws IOException, SignInFailure;
    }

    private GateDecision exchange(Exchange exchange, String returnPath, List<String> cookies) {
        if (!exchanges.tryAcquire()) {
            return failed(new SignInFailure(Kind.UNAVAILABLE, "too many at once"), returnPath, cookies);
        }
        try {
            return exchange.answer();
        } catch (SignInFailure e) {
            return failed(e, returnPath, cookies);
        } catch (IOException e) {
            return failed(new SignInFailure(Kind.UNAVAILABLE, String.valueOf(e.getMessage())), returnPath, cookies);
        } finally {
            exchanges.release();
        }
    }

    private static GateDecision failed(SignInFailure failure, String returnPath, List<String> cookies) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        if (failure.kind() == Kind.TOO_MANY) {
            LOG.debug("Sign-in refused (reference {}): {}", reference, failure.getMessage());
        } else {
            LOG.warn("Sign-in failed (reference {}): {}", reference, failure.getMessage());
        }
        return Pages.failed(failure.kind(), reference, returnPath, cookies);
    }
}
