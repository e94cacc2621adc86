package io.appkit.launcher;

/** A feature is wanted that does not exist; the message names the place, the value and what there is. */
final class UnknownFeatureException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownFeatureException(String variable, String name, String known) {
        super(variable + ": there is no feature '" + name + "'; there are " + known);
    }
}
