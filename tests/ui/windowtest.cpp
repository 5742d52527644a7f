// SPDX-License-Identifier: MIT
#include "windowtest.h"

namespace seeipc {

void WindowTest::openFlow()
{
    m_window->open(demo("pipe-flow"), {});
    QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
}

} // namespace seeipc
