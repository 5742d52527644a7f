// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "posix/result.h"
#include "scenario/scenario.h"
#include "session/narrator.h"
#include "session/session.h"
#include "session/waitsfor.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace seeipc {

class Pacer;

/// What moves in a second, averaged over the last half second of events.
struct Rates
{
    std::vector<double> calls;    ///< a second, by WorkerId
    std::vector<double> bytesIn;  ///< a second, by ChannelId
    std::vector<double> bytesOut; ///< a second, by ChannelId
};

/// The Qt side of a session, and the only class of the ui that knows Session. Once a frame at most
/// it takes what came, folds it into the Snapshot and says changed().
class SessionModel : public QObject
{
    Q_OBJECT

public:
    /// `pacer` decides when a frame is due and outlives the model.
    explicit SessionModel(Pacer &pacer, QObject *parent = nullptr);
    ~SessionModel() override;

    /// Ends the session that runs and starts this one. Errors: Session::start's; then no session
    /// runs, and failed() was emitted.
    Result<void> open(const Scenario &scenario, const std::vector<ParameterValue> &parameters);
    /// The same once more with the parameters, pace and hold of now.
    Result<void> startOver();

    bool isOpen() const; ///< a scenario was opened; what follows needs it
    const Scenario &scenario() const;
    const SessionFacts &facts() const;
    const std::vector<ParameterValue> &parameters() const; ///< as they were set last
    const Snapshot &snapshot() const;
    const WaitsFor &waits() const;
    const Rates &rates() const;
    Caption caption(Language language) const;
    /// Nanoseconds since the session began; stands still once it has ended.
    std::int64_t now() const;
    bool hasEnded() const;

    bool isHeld() const;
    void setHeld(bool isHeld);
    Pace pace() const;
    void setPace(Pace pace);
    void setParameter(std::size_t position, std::int64_t value);
    NamespaceMode namespaceMode() const;
    void setNamespaceMode(NamespaceMode mode); ///< takes effect at the next start

    /// The process that the step button and the keyboard mean. Never noWorker while isOpen().
    WorkerId selected() const;
    void select(WorkerId worker);
    /// May the selected process step now? Only held ones that stand at a gate.
    bool canStep() const;
    void step();

Q_SIGNALS:
    void restarted();        ///< another session: nothing of the last one holds
    /// What was taken for this frame, oldest first; before changed(). At full speed it is a part.
    void happened(const std::vector<seeipc::Event> &events);
    void changed();          ///< the snapshot is newer
    void controlsChanged();  ///< held, pace, parameters, selection
    void failed(const seeipc::Error &error); ///< a session could not be started, or broke off

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace seeipc
