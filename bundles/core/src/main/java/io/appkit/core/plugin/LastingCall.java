package io.appkit.core.plugin;

import io.appkit.api.platform.Lease;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends each call of a lasting service to the implementation that is current at that moment. */
final class LastingCall implements InvocationHandler {

    /** Finds the object to call, starting from the implementation: itself, or one of its views. */
    @FunctionalInterface
    interface View {
        Object of(Object implementation) throws Throwable;
    }

    static final View DIRECT = implementation -> implementation;

    private final LeasedCalls calls;
    private final String plugin;
    private final Class<?> api;
    private final View view;

    LastingCall(LeasedCalls calls, String plugin, Class<?> api, View view) {
        this.calls = calls;
        this.plugin = plugin;
        this.api = api;
        this.view = view;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        } else if (method.getReturnType() == api) {
            View deeper = implementation -> call(method, view.of(implementation), arguments);
            return Proxy.newProxyInstance(
                    api.getClassLoader(), new Class<?>[] {api}, new LastingCall(calls, plugin, api, deeper));
        }
        return leased(method, arguments);
    }

    private @Nullable Object leased(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Lease lease = calls.lease(plugin);
        boolean held = false;
        try {
            Object implementation = ((PluginMount) lease.mount()).exports().get(api);
            if (implementation == null) {
                throw new io.appkit.api.PluginUnavailableException(plugin);
            }
            Object result = call(method, view.of(implementation), arguments);
            if (result instanceof CompletionStage<?> stage) {
                held = true;
                return stage.whenComplete((value, error) -> lease.close());
            } else if (result instanceof AutoCloseable resource
                    && method.getReturnType().isInterface()) {
                held = true;
                return closingLease(resource, method.getReturnType(), lease);
            }
            return result;
        } finally {
            if (!held) {
                lease.close();
            }
        }
    }

    private static Object closingLease(AutoCloseable resource, Class<?> type, Lease lease) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.isDefault()) {
                // On the proxy: what the method closes is the lease as well.
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            try {
                return call(method, resource, arguments);
            } finally {
                if (method.getName().equals("close")) {
                    lease.close();
                }
            }
        });
    }

    private static Object call(Method method, Object target, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> api.getSimpleName() + " of plugin " + plugin;
        };
    }
}
