package io.appkit.core.plugin;

import io.appkit.api.LastingView;
import io.appkit.api.PluginUnavailableException;
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

    private final LeasedCalls calls;
    private final String plugin;
    private final Class<?> api;
    private final Class<?> type;
    private final View view;

    /**
     * Creates it.
     *
     * @param api under which the implementation is exported
     * @param type what the view is: that, or another interface
     */
    private LastingCall(LeasedCalls calls, String plugin, Class<?> api, Class<?> type, View view) {
        this.calls = calls;
        this.plugin = plugin;
        this.api = api;
        this.type = type;
        this.view = view;
    }

    /** A lasting service. */
    static <T> T service(LeasedCalls calls, String plugin, Class<T> api) {
        return new LastingCall(calls, plugin, api, api, implementation -> implementation).proxy(api);
    }

    private <T> T proxy(Class<T> shown) {
        return shown.cast(Proxy.newProxyInstance(shown.getClassLoader(), new Class<?>[] {shown}, this));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        Class<?> result = method.getReturnType();
        if (result == type || result == api) {
            return view(result, method, arguments);
        } else if (result.isAnnotationPresent(LastingView.class)) {
            // Only the implementation knows whether there is what the arguments name.
            leased(method, arguments);
            return view(result, method, arguments);
        }
        return leased(method, arguments);
    }

    private Object view(Class<?> shown, Method method, @Nullable Object @Nullable [] arguments) {
        View deeper = implementation -> call(method, view.of(implementation), arguments);
        return new LastingCall(calls, plugin, api, shown, deeper).proxy(shown);
    }

    private @Nullable Object leased(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Lease lease = calls.lease(plugin);
        boolean held = false;
        try {
            Object implementation = ((PluginMount) lease.mount()).exports().get(api);
            if (implementation == null) {
                throw new PluginUnavailableException(plugin);
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
            default -> type.getSimpleName() + " of plugin " + plugin;
        };
    }
}
