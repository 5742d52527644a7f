// SPDX-License-Identifier: MIT
#include "ui/model/undertaker.h"

#include <chrono>
#include <system_error>

namespace seeipc {

void Undertaker::take(std::unique_ptr<Session> session)
{
    if (!session)
        return;
    (void)isBusy(); // forgets those that are over
    try {
        m_burials.push_back(std::async(std::launch::async,
                                       [gone = std::move(session)]() mutable { gone.reset(); }));
    } catch (const std::system_error &) {
        // No thread is to be had: it has ended here, on its way into one.
    }
}

void Undertaker::wait()
{
    m_burials.clear(); // the future of an async() waits for it
}

bool Undertaker::isBusy()
{
    std::erase_if(m_burials, [](std::future<void> &burial) {
        return burial.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
    return !m_burials.empty();
}

} // namespace seeipc
