package io.trawl.engine.simulation;

import io.trawl.engine.transport.Sender;
import java.util.ArrayList;
import java.util.List;

/** A transport that loses, doubles, delays and reorders. Whoever listens is woken, one at random per message. */
final class Channel<T> implements Sender<T> {
    static final long MAX_LATE_MS = 14_000;

    private final String name;
    private final World world;
    private final Life network;
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<T> ready = new ArrayList<>();
    private int epoch;

    Channel(String name, World world, Life network) {
        this.name = name;
        this.world = world;
        this.network = network;
    }

    /** @param wake must be quick: it asks for a turn in which to {@link #poll} */
    void listen(Runnable wake) {
        listeners.add(wake);
    }

    @Override
    public int send(List<T> messages) {
        Chaos chaos = world.chaos();
        int taken = 0;
        for (T message : messages) {
            if (chaos.strikes(Fault.MESSAGE_REFUSED)) {
                world.say(name, "is full");
                break;
            }
            taken++;
            if (chaos.strikes(Fault.MESSAGE_LOST)) {
                world.say(name, "loses " + message);
                continue;
            }
            deliver(message);
            if (chaos.strikes(Fault.MESSAGE_DOUBLED)) {
                deliver(message);
            }
        }
        return taken;
    }

    private void deliver(T message) {
        Chaos chaos = world.chaos();
        long delay = chaos.strikes(Fault.MESSAGE_LATE) ? chaos.between(1_000, MAX_LATE_MS) : chaos.between(0, 40);
        int sentIn = epoch;
        world.timeline().after(delay, network, () -> {
            if (sentIn == epoch) {
                ready.add(message);
                listeners.get(chaos.pick(listeners.size())).run();
            }
        });
    }

    /** Takes up to {@code max} messages, in the order they arrived. */
    List<T> poll(int max) {
        List<T> head = ready.subList(0, Math.min(max, ready.size()));
        List<T> taken = new ArrayList<>(head);
        head.clear();
        return taken;
    }

    /** Offers messages again whose consumer did not finish with them. */
    void giveBack(List<T> messages) {
        ready.addAll(0, messages);
    }

    void wipe() {
        epoch++;
        ready.clear();
    }
}
