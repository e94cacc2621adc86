package io.appkit.core;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** Interfaces of the framework, as far as a test needs them. */
public final class Stand {

    private Stand() {}

    /**
     * An object that knows some methods; others give nothing.
     *
     * @param methods by name; each is given its arguments
     */
    public static <T> T in(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> methods.containsKey(method.getName())
                        ? methods.get(method.getName()).apply(arguments)
                        : null));
    }
}
