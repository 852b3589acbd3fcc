module nhipcau

go 1.26
