package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The pipeliner as a running app; any number of them share the partitions. Its state may be lost at any time: what was held
 * is announced again by the reconciler. So it repairs nothing: after any failure, and when its topics are gone or others,
 * it throws its directory away and starts anew, with a pause that grows while starts fail.
 */
public final class PipelinerApp implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PipelinerApp.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String CLOSED = "it was closed";

    private final KafkaSettings settings;
    private final PipelinerConfig config;
    private final Runtime runtime;
    /** One suffices: whoever comes second tells of the same end. */
    private final BlockingQueue<String> ends = new ArrayBlockingQueue<>(1);

    private final Thread thread;
    private volatile @Nullable StreamsLife life;
    private volatile boolean closed;

    private PipelinerApp(KafkaSettings settings, PipelinerConfig config, Runtime runtime) {
        this.settings = settings;
        this.config = config;
        this.runtime = runtime;
        this.thread = Thread.ofPlatform().name("trawl-pipeliner").unstarted(this::run);
    }

    /**
     * How the app runs.
     *
     * @param stateDirectory for the stores; what is lost of it is restored from their changelogs
     * @param threads in this process
     * @param standbys copies of the state in other processes, so that one of them goes on without restoring it
     */
    public record Runtime(Path stateDirectory, int threads, int standbys) {
        public Runtime {
            if (threads < 1 || standbys < 0) {
                throw new IllegalArgumentException("The pipeliner needs a thread, and no less than 0 standbys.");
            }
        }
    }

    /** Returns at once; topics that are missing are created, and a broker that is away is waited for. */
    public static PipelinerApp start(KafkaSettings settings, PipelinerConfig config, Runtime runtime) {
        PipelinerApp app = new PipelinerApp(settings, config, runtime);
        app.thread.start();
        return app;
    }

    /** Whether it has its partitions and their state. */
    public boolean ready() {
        StreamsLife now = life;
        return now != null && now.ready();
    }

    @Override
    public void close() {
        closed = true;
        ends.offer(CLOSED);
        try {
            if (!thread.join(STOP_PATIENCE)) {
                LOG.log(System.Logger.Level.WARNING, "The pipeliner is left behind: it does not stop.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                boolean lived = live();
                if (lived) {
                    pause = FIRST_PAUSE;
                }
                if (!closed) {
                    ends.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life, to its end. Whether it was ever ready. */
    private boolean live() throws InterruptedException {
        try {
            Admin admin = Admin.create(settings.client(Map.of()));
            try {
                return live(admin);
            } finally {
                // Else it waits for what it asked last, a minute if no broker comes.
                admin.close(Duration.ZERO);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The pipeliner could not start and tries again: {0}", e.getMessage());
            return false;
        }
    }

    private boolean live(Admin admin) throws InterruptedException {
        try (TopicAdmin topics = TopicAdmin.connect(settings)) {
            topics.create(TopicPlan.of(settings.names(), List.of(), 1));
        }
        Changelogs changelogs = new Changelogs(settings);
        List<String> deleted = changelogs.deleteUnfit(admin, PATIENCE);
        if (!deleted.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The pipeliner deleted {0}: what they are made of has other partitions than before.",
                    deleted);
        }
        TopicIds ids = new TopicIds(settings, changelogs);
        ids.changed(admin, false, LOOK);
        StreamsLife begun = StreamsLife.begin(settings, config, runtime, ends::offer);
        life = begun;
        return watch(begun, ids, admin);
    }

    private boolean watch(StreamsLife begun, TopicIds ids, Admin admin) throws InterruptedException {
        boolean lived = false;
        while (true) {
            String end = ends.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            lived |= begun.ready();
            if (closed) {
                begun.close();
                return lived;
            }
            Optional<String> why = end == null ? ids.changed(admin, begun.ready(), LOOK) : Optional.of(end);
            if (why.isPresent()) {
                LOG.log(System.Logger.Level.WARNING, "The pipeliner starts anew, for {0}.", why.get());
                bury(begun);
                return lived;
            }
        }
    }

    /** Its threads may wait for what is gone; a second life beside them would find its directory locked. */
    private void bury(StreamsLife ended) {
        while (!ended.forget() && !closed) {
            LOG.log(System.Logger.Level.WARNING, "The pipeliner waits for its threads to end.");
        }
        life = null;
        ends.clear();
    }
}
