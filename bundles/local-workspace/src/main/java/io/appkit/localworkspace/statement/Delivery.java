package io.appkit.localworkspace.statement;

/** How the warehouse delivers results just now. */
public final class Delivery {

    private volatile DeliveryOptions options;

    public Delivery(DeliveryOptions options) {
        this.options = options;
    }

    /** The options in force. */
    public DeliveryOptions options() {
        return options;
    }

    /** Takes other options, from the next statement and link on. */
    public void change(DeliveryOptions other) {
        options = other;
    }
}
