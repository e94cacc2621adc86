package io.appkit.api.config;

/** Binds configuration records. An OSGi service. */
public interface Settings {

    /**
     * Reads a record: explicit configuration over environment over {@code .env} over default.
     *
     * @param type a record annotated with {@link Configuration}
     * @return the setting; close it when done
     * @throws ConfigurationException if a present value is wrong
     */
    <R extends Record> Setting<R> bind(Class<R> type);

    /**
     * Reads a record for each configuration {@code <pid>~<alias>} there is.
     *
     * @param type a record annotated with {@link Configuration}
     * @return the settings; close them when done
     * @throws ConfigurationException if a present value is wrong
     */
    <R extends Record> FactorySetting<R> bindFactory(Class<R> type);
}
