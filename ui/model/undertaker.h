// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <future>
#include <memory>
#include <vector>

namespace seeipc {

/// Ends sessions aside: the kernel may take its time to end their processes, and the window must
/// not wait for it. One thread gives; nobody else may use a session that was given.
class Undertaker
{
public:
    Undertaker() = default;
    ~Undertaker() { wait(); }
    Undertaker(const Undertaker &) = delete;
    Undertaker &operator=(const Undertaker &) = delete;

    void take(std::unique_ptr<Session> session);
    /// Returns once every session that was given is gone with all that it had.
    void wait();
    bool isBusy();

private:
    std::vector<std::future<void>> m_burials;
};

} // namespace seeipc
